using Archon.GrainInterfaces.Crawling;
using Archon.Ports.Storage;

namespace Archon.Grains.Resuming;

/// <summary>Takes running crawls of the store up. Idempotent, so anybody may do it at any time, and several at once.</summary>
public sealed class RunningCrawls(ICrawlStore store, IGrainFactory grains)
{
    // A crawl whose silo has just died may keep its caller waiting; the others need not wait with it.
    private const int AtOnce = 16;

    /// <summary>Asks every running crawl, oldest first, to go on; the failures of those that could not.</summary>
    /// <param name="limit">Most crawls asked.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    public async Task<IReadOnlyList<Exception>> EnsureAsync(int limit, CancellationToken cancellationToken)
    {
        var crawls = await store.ListRunningCrawlsAsync(limit, cancellationToken);
        var failures = new List<Exception>();
        foreach (var some in crawls.Chunk(AtOnce))
        {
            failures.AddRange((await Task.WhenAll(some.Select(crawl => EnsureAsync(crawl, cancellationToken)))).OfType<Exception>());
        }

        return failures;
    }

    private async Task<Exception?> EnsureAsync(string crawlId, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<ICrawlGrain>(crawlId).EnsureRunningAsync(cancellationToken);
            return null;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return exception;
        }
    }
}
