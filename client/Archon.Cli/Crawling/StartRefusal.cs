using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cli.Crawling;

/// <summary>Why a crawl was not started, and what to type next.</summary>
internal static class StartRefusal
{
    public static CliException Of(StartCrawlResult result, NodeConnection connection)
    {
        if (result.Outcome is StartOutcome.Invalid or StartOutcome.NotFound)
        {
            return Of(result);
        }

        // In a node of our own nobody works on it: it was interrupted.
        var next = connection.Reach == NodeReach.Embedded
            ? $"was interrupted and keeps its place. Go on with: {connection.Target.Hint($"resume {result.CrawlId}")}"
            : $"still runs. Watch it with: {connection.Target.Hint($"watch {result.CrawlId}")}";
        return new CliException($"Crawl {result.CrawlId} of this source {next}");
    }

    /// <summary>Of one that no node was needed for, or that no node could start.</summary>
    public static CliException Of(StartCrawlResult result) => new(
        TerminalText.OneLine(result.Message ?? "The crawl was refused."), result.Outcome == StartOutcome.Invalid ? ExitCode.BadUsage : ExitCode.Failed);
}
