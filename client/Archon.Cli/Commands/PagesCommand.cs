using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.Client;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Commands;

/// <summary><c>archon pages</c>: what became of each page of a crawl, and of the links that it refused.</summary>
internal static class PagesCommand
{
    private const int Batch = 200;

    // Of all rows, which are held until the columns are known.
    private const int Most = 10_000;

    private static readonly string[] States = ["pending", "claimed", "done", "failed", "skipped", "refused"];

    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "pages",
            "List the pages of a crawl and why they failed or were left out; refused links too.",
            "archon pages q40jqn1dj8pw --state failed",
            "archon pages q40jqn1dj8pw --state refused --reason out-of-scope",
            "archon pages q40jqn1dj8pw --limit 10000 --json");
        var id = CrawlIdArgument.AddTo(command);
        var state = new Option<string?>("--state") { Description = $"Only these: {string.Join(", ", States)} (links that became no page)", HelpName = "S" };
        state.Validators.Add(result => Bounded.CheckOneOf(result, "--state", States));
        command.Add(state);
        var reason = new Option<string?>("--reason") { Description = "Only those with this reason, such as trap or http-client-error; archon status counts them", HelpName = "R" };
        reason.Validators.Add(CheckReason);
        command.Add(reason);
        var limit = Bounded.Number("--limit", "Most pages to list", 50, 1, Most);
        command.Add(limit);
        var json = JsonOption.AddTo(command, "The list as one line of JSON");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(
            context, parsed.GetRequiredValue(id), new Wanted(parsed.GetValue(state), parsed.GetValue(reason), parsed.GetValue(limit)),
            target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>A page in cells.</summary>
    internal static string[] Cells(CrawledPage page) =>
    [
        page.State,
        page.HttpStatus?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Humanly.Count(page.Depth),
        page.Reason ?? "-",
        page.Detail is { } detail ? $"{page.Url}  {detail}" : page.Url,
    ];

    /// <summary>The first pages that are wanted, and whether there are more.</summary>
    internal static async Task<(ImmutableArray<CrawledPage> Pages, bool HasMore)> ReadAsync(
        IArchonClient client, string id, string? state, string? reason, int limit, CancellationToken cancellationToken)
    {
        var pages = ImmutableArray.CreateBuilder<CrawledPage>();
        string? cursor = null;
        do
        {
            var listing = await client.ListPagesAsync(id, state, Batch, cursor, cancellationToken);
            foreach (var page in listing.Items.Where(page => reason is null || page.Reason == reason))
            {
                if (pages.Count == limit)
                {
                    return (pages.ToImmutable(), true);
                }

                pages.Add(page);
            }

            cursor = listing.NextCursor;
        }
        while (cursor is not null && (reason is not null || pages.Count < limit));

        return (pages.ToImmutable(), cursor is not null);
    }

    // There are too many to list them all.
    private static void CheckReason(OptionResult result)
    {
        if (result.Tokens is [var token] && !CrawlWords.Reasons.ContainsKey(token.Value))
        {
            var nearest = Suggestion.Nearest(token.Value, CrawlWords.Reasons.Keys) is { } near ? $"; did you mean {near} ?" : ".";
            result.AddError($"--reason is the name of a reason, such as trap, timeout or out-of-scope, and '{token.Value}' is none{nearest}");
        }
    }

    private static Task<int> RunAsync(CliContext context, string id, Wanted wanted, NodeTarget target, bool json, CancellationToken cancellationToken) =>
        NodeTries.ReadAsync(target, context.Clock, connection => RunAsync(context, connection, id, wanted, target, json, cancellationToken), cancellationToken);

    private static async Task<int> RunAsync(
        CliContext context, NodeConnection connection, string id, Wanted wanted, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        _ = await connection.Client.GetCrawlAsync(id, cancellationToken) ?? throw CrawlIdArgument.Unknown(id, connection);
        var (pages, hasMore) = await ReadAsync(connection.Client, id, wanted.State, wanted.Reason, wanted.Limit, cancellationToken);
        if (json)
        {
            context.Terminal.Out.Json(new Listing<CrawledPage> { Items = pages });
        }
        else if (!pages.IsEmpty)
        {
            var table = new TextTable("STATE", "STATUS", "DEPTH", "REASON", "URL");
            foreach (var page in pages)
            {
                table.Add(Cells(page));
            }

            table.WriteTo(context.Terminal.Out);
        }

        // Not among the rows: whoever pipes them on wants only them.
        if (pages.IsEmpty)
        {
            context.Terminal.Error.Line($"Crawl {id} has no such page. Why pages failed or were left out is counted by: {target.Hint($"status {id}")}");
        }
        else if (hasMore)
        {
            context.Terminal.Error.Line(wanted.Limit < Most
                ? $"There are more than {Humanly.Count(wanted.Limit)}: --limit lists up to {Humanly.Count(Most)}."
                : $"There are more than {Humanly.Count(Most)}; GET /api/crawls/{id}/pages lists them all, a few at a time.");
        }

        return ExitCode.Completed;
    }

    private sealed record Wanted(string? State, string? Reason, int Limit);
}
