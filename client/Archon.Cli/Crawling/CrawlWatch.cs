using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>Follows one crawl to its end, says how it ended, and gives the exit code.</summary>
internal sealed class CrawlWatch(CliContext context, NodeConnection connection, bool json)
{
    public async Task<int> FollowAsync(string crawlId, long after, CancellationToken cancellationToken)
    {
        try
        {
            var events = connection.Client.WatchAsync(crawlId, after, cancellationToken);
            var last = await View().ShowAsync(events, cancellationToken);
            if (last is not { IsTerminal: true } && cancellationToken.IsCancellationRequested)
            {
                return Interrupted(crawlId);
            }

            return await EndAsync(crawlId, last, cancellationToken);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is OperationCanceledException or ArchonUnavailableException)
        {
            return Interrupted(crawlId);
        }
    }

    private ICrawlView View()
    {
        var (output, errors) = context.Terminal;
        return json ? new JsonCrawlView(output)
            : errors.IsTerminal ? new LiveCrawlView(errors)
            : new PlainCrawlView(errors, context.Clock);
    }

    private int Interrupted(string crawlId)
    {
        var target = connection.Target;
        context.Terminal.Error.Line(connection.Reach == NodeReach.Embedded
            ? $"Interrupted. The crawl keeps its place: {target.Hint($"resume {crawlId}")}"
            : $"Stopped watching. The crawl goes on without you: {target.Hint($"watch {crawlId}")}");
        return ExitCode.Interrupted;
    }

    private async Task<int> EndAsync(string crawlId, CrawlProgress? last, CancellationToken cancellationToken)
    {
        var crawl = await connection.Client.GetCrawlAsync(crawlId, cancellationToken)
            ?? throw new CliException($"Crawl {crawlId} is gone: its source was deleted meanwhile.");
        if (json)
        {
            context.Terminal.Out.Json(crawl);
        }
        else
        {
            var reasons = await CrawlReasons.ReadAsync(connection.Client, crawl, cancellationToken);
            new CrawlSummary(crawl, reasons, connection, context.Clock.GetUtcNow()).WriteTo(context.Terminal.Out);
        }

        if (last is not { IsTerminal: true } && crawl.EndedAt is null)
        {
            context.Terminal.Error.Line($"The crawl's events broke off. Go on with: {connection.Target.Hint($"watch {crawlId}")}");
        }

        return CodeOf(crawl);
    }

    private static int CodeOf(Crawl crawl) => crawl.Status switch
    {
        CrawlStatus.Complete => crawl.PagesFailed == 0 ? ExitCode.Completed : ExitCode.CompletedWithFailedPages,
        _ => ExitCode.Failed,
    };
}
