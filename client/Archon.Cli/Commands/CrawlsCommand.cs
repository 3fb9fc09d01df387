using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon crawls</c>: what was crawled.</summary>
internal static class CrawlsCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "crawls",
            "List crawls, newest first.",
            "archon crawls",
            "archon crawls --status error --limit 5",
            "archon crawls --json");
        var status = new Option<string?>("--status") { Description = $"Only crawls with this status: {string.Join(", ", CrawlList.Words)}", HelpName = "S" };
        status.Validators.Add(result => Bounded.CheckOneOf(result, "--status", [.. CrawlList.Words]));
        command.Add(status);
        var limit = Bounded.Number("--limit", "Most crawls to list", 50, 1, 200);
        command.Add(limit);
        var json = JsonOption.AddTo(command, "The list as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context, parsed.GetValue(status), parsed.GetValue(limit), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CliContext context, string? status, int limit, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, status, limit, target, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, string? status, int limit, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var list = new CrawlList(connection);
        var crawls = await list.ReadAsync(status, limit, json, cancellationToken);
        if (json)
        {
            context.Terminal.Out.Json(crawls);
            return ExitCode.Completed;
        }

        if (crawls.Items.IsEmpty)
        {
            context.Terminal.Error.Line(status is null
                ? $"Nothing has been crawled into {connection.Place} yet. Begin with: {target.Hint("crawl URL")}"
                : $"No crawl in {connection.Place} is {status}.");
            return ExitCode.Completed;
        }

        var table = new TextTable("ID", "STATUS", "PAGES", "FAILED", "CREATED", "URL");
        foreach (var crawl in crawls.Items)
        {
            table.Add(
                crawl.Id, list.WordOf(crawl), Humanly.Count(crawl.PagesDone), Humanly.Count(crawl.PagesFailed),
                Humanly.Moment(crawl.CreatedAt), crawl.Url);
        }

        table.WriteTo(context.Terminal.Out);
        return ExitCode.Completed;
    }
}
