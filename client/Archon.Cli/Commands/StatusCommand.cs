using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;

namespace Archon.Cli.Commands;

/// <summary><c>archon status</c>: one crawl as it is now.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand("status", "Show where a crawl stands, or how it ended.", "archon status q40jqn1dj8pw");
        var id = CrawlIdArgument.AddTo(command);
        var json = JsonOption.AddTo(command, "The crawl as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(CliContext context, string id, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, id, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, string id, bool json, CancellationToken cancellationToken)
    {
        var crawl = await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
        if (json)
        {
            context.Terminal.Out.Json(crawl);
            return ExitCode.Completed;
        }

        var reasons = await CrawlReasons.ReadAsync(connection.Client, crawl, cancellationToken);
        new CrawlSummary(crawl, reasons, connection, context.Clock.GetUtcNow()).WriteTo(context.Terminal.Out);
        return ExitCode.Completed;
    }
}
