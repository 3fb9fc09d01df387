using System.Runtime.CompilerServices;
using Archon.Cli.Nodes;
using Archon.Cli.Output;
using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cli.Crawling;

/// <summary>
/// Follows one crawl to its end or a pause, says what came of it, and gives the exit code. When the crawl runs in another process and that one
/// ends, a command that wants the crawl done (<paramref name="takesOver"/>) goes on with it here; one that only watches says so.
/// </summary>
internal sealed class CrawlWatch(CliContext context, NodeConnection connection, bool json, bool takesOver)
{
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(5);

    private long _seen;

    public async Task<int> FollowAsync(string crawlId, long after, CancellationToken cancellationToken)
    {
        _seen = after;
        if (await TryFollowAsync(connection, crawlId, cancellationToken) is { } code)
        {
            return code;
        }

        var target = connection.Target;
        if (!takesOver)
        {
            throw new CliException($"The process that worked on crawl {crawlId} has ended. The crawl keeps its place: {target.Hint($"resume {crawlId}")}");
        }

        while (true)
        {
            await using var next = await NodeConnection.OpenAsync(target, NodeNeeds.Quiet, context.Clock, cancellationToken);
            try
            {
                // Whoever paused it wants it paused.
                if (await next.Client.GetCrawlAsync(crawlId, cancellationToken) is not { Status: CrawlStatus.Paused } paused)
                {
                    await next.Client.ResumeCrawlAsync(crawlId, cancellationToken);
                }
                else if (paused.LastSequence <= _seen)
                {
                    return await EndAsync(next, crawlId, cancellationToken);
                }
            }
            catch (ArchonUnavailableException) when (next.Reach == NodeReach.RunningNode)
            {
                continue;
            }

            next.Owned?.OpenGateway();
            if (await TryFollowAsync(next, crawlId, cancellationToken) is { } later)
            {
                return later;
            }
        }
    }

    /// <summary>The exit code; null when the process that worked on the crawl is gone.</summary>
    private async Task<int?> TryFollowAsync(NodeConnection node, string crawlId, CancellationToken cancellationToken)
    {
        using var owner = new OwnerWatch(node, context.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, owner.Gone);
        string? problem = null;
        using var storage = new StorageWatch(node, context.Clock, found =>
        {
            problem = found;
            try
            {
                either.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The last look came while the watch was ending.
            }
        });
        try
        {
            var view = View();
            if (node is { Reach: NodeReach.Server, Client: HttpArchonClient server })
            {
                // Nobody but the owner's watch tells of a process on this machine that is gone.
                server.WatchInterrupted = view.Interrupt;
            }

            var last = await view.ShowAsync(EventsAsync(node, crawlId, either.Token), either.Token);
            if (last is not { IsTerminal: true } && problem is not null)
            {
                throw await FullAsync(node, crawlId, problem);
            }

            if (last is not { IsTerminal: true } && cancellationToken.IsCancellationRequested)
            {
                return await InterruptedAsync(node, crawlId);
            }

            return await EndAsync(node, crawlId, either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ArchonUnavailableException)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return await InterruptedAsync(node, crawlId);
            }

            if (problem is not null)
            {
                throw await FullAsync(node, crawlId, problem);
            }

            // A request may fail before the owner is seen to be gone; who opens the folder again finds out.
            if (owner.Gone.IsCancellationRequested || (exception is ArchonUnavailableException && node.Reach == NodeReach.RunningNode))
            {
                return null;
            }

            throw;
        }
    }

    private async Task<CliException> FullAsync(NodeConnection node, string crawlId, string problem)
    {
        await TryWriteCrawlAsync(node, crawlId);
        return new CliException($"{problem.TrimEnd('.')}. The crawl keeps its place: {node.Target.Hint($"resume {crawlId}")}");
    }

    private async IAsyncEnumerable<CrawlProgress> EventsAsync(
        NodeConnection node, string crawlId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var progress in node.Client.WatchAsync(crawlId, _seen, cancellationToken))
        {
            _seen = progress.Sequence;
            yield return progress;

            // Of a crawl that goes on, the pauses of its past come by too.
            if (progress.Status == CrawlStatus.Paused
                && await node.Client.GetCrawlAsync(crawlId, cancellationToken) is { Status: CrawlStatus.Paused } now
                && now.LastSequence <= progress.Sequence)
            {
                yield break;
            }
        }
    }

    private ICrawlView View()
    {
        var (output, errors) = context.Terminal;
        return json ? new JsonCrawlView(output, errors)
            : errors.CanRedraw ? new LiveCrawlView(errors)
            : new PlainCrawlView(errors, context.Clock);
    }

    private async Task<int> InterruptedAsync(NodeConnection node, string crawlId)
    {
        await TryWriteCrawlAsync(node, crawlId);
        context.Terminal.Error.Line(node.Reach switch
        {
            NodeReach.Embedded => $"Interrupted. The crawl keeps its place: {node.Target.Hint($"resume {crawlId}")}",
            NodeReach.RunningNode => $"Stopped watching. The crawl goes on while the process that has the folder runs ({node.Target.Hint($"watch {crawlId}")}); "
                + $"when that has ended: {node.Target.Hint($"resume {crawlId}")}",
            _ => $"Stopped watching. The crawl goes on without you: {node.Target.Hint($"watch {crawlId}")}",
        });
        return ExitCode.Interrupted;
    }

    /// <summary>The last line for a program whose crawl was not followed to its end, when the node still answers.</summary>
    private async Task TryWriteCrawlAsync(NodeConnection node, string crawlId)
    {
        if (!json)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(LastAnswer, context.Clock);
            if (await node.Client.GetCrawlAsync(crawlId, patience.Token) is { } crawl)
            {
                context.Terminal.Out.Json(crawl);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ArchonUnavailableException)
        {
            // Nobody is left to say where the crawl stands; the sentence on standard error says how to find out.
        }
    }

    private async Task<int> EndAsync(NodeConnection node, string crawlId, CancellationToken cancellationToken)
    {
        var crawl = await node.Client.GetCrawlAsync(crawlId, cancellationToken)
            ?? throw new CliException($"Crawl {crawlId} is gone: its source was deleted meanwhile.");
        if (json)
        {
            context.Terminal.Out.Json(crawl);
            if (crawl.Status is CrawlStatus.Error or CrawlStatus.Cancelled)
            {
                // A program reads the other stream; a person who looks at its log reads this one.
                var why = crawl.Status is CrawlStatus.Cancelled ? "was cancelled" : $"failed: {TerminalText.OneLine(crawl.Error ?? "no reason was kept")}";
                context.Terminal.Error.Line($"Crawl {crawlId} {why}");
            }
        }
        else
        {
            var reasons = await CrawlReasons.ReadAsync(node.Client, crawl, cancellationToken);
            new CrawlSummary(crawl, reasons, node, context.Clock.GetUtcNow()).WriteTo(context.Terminal.Out);
        }

        if (crawl.Status == CrawlStatus.Paused)
        {
            context.Terminal.Error.Line($"The crawl was paused and keeps its place. Go on with: {node.Target.Hint($"resume {crawlId}")}");
        }
        else if (crawl.EndedAt is null)
        {
            context.Terminal.Error.Line($"The crawl's events broke off. Go on with: {node.Target.Hint($"watch {crawlId}")}");
        }

        return CodeOf(crawl);
    }

    private static int CodeOf(Crawl crawl) => crawl.Status switch
    {
        CrawlStatus.Complete => crawl.PagesFailed == 0 ? ExitCode.Completed : ExitCode.CompletedWithFailedPages,
        CrawlStatus.Paused => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}
