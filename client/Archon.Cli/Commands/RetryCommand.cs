using System.CommandLine;
using Archon.Cli.Crawling;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Cli.Usage;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Commands;

/// <summary><c>archon retry</c>: fetches failed pages again and watches the crawl to its next end.</summary>
internal static class RetryCommand
{
    public static Command Create(CliContext context)
    {
        var command = new TaughtCommand(
            "retry",
            "Fetch the pages of a crawl again that failed, and watch it to its end. The crawl may have ended or not, but not been cancelled; what it stored stays.",
            "archon retry q40jqn1dj8pw");
        var id = CrawlIdArgument.AddTo(command);
        var json = JsonOption.AddTo(command, "One progress event a line, the crawl as the last line");
        var target = TargetOptions.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(context, parsed.GetRequiredValue(id), target.Read(parsed), parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CliContext context, string id, NodeTarget target, bool json, CancellationToken cancellationToken)
    {
        var taken = await TakenUpCrawl.OpenAsync(
            context,
            id,
            target,
            async (connection, before) =>
            {
                var result = await connection.Client.RetryFailedAsync(id, cancellationToken);
                switch (result.Outcome)
                {
                    case RetryFailedOutcome.Retrying:
                        context.Terminal.Error.Line($"Fetching {Humanly.Count(result.Pages, "page", "pages")} again.");
                        return before.LastSequence;
                    case RetryFailedOutcome.NotFound:
                        throw CrawlIdArgument.Unknown(id, connection);
                    case RetryFailedOutcome.NothingFailed:
                        // Two who retry at once both have what they asked for: who comes second watches what the first began.
                        context.Terminal.Error.Line($"{TerminalText.OneLine(result.Message ?? $"Crawl {id} has nothing to retry.")}{(before.EndedAt is null ? "" : " This is what came of it:")}");
                        return Math.Max(0, before.EndedAt is null ? before.LastSequence : before.LastSequence - 1);
                    default:
                        throw new CliException(TerminalText.OneLine(result.Message ?? $"Crawl {id} has nothing to retry."));
                }
            },
            cancellationToken);
        return await taken.FollowAsync(context, json, cancellationToken);
    }
}
