using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>
/// How a crawl stops and goes on again. Each change is one transaction with the journal entries that tell of it, puts claimed pages back
/// to pending, and raises the epoch, so that nothing of the work before commits afterwards. Whoever cancels one takes it back: it is cancelled
/// at once and certainly not made, or its outcome comes in a second or is unknown (<see cref="StorageUnavailableException.IsOutcomeUnknown"/>).
/// </summary>
public interface ICrawlLifecycle
{
    /// <summary>
    /// Ends the crawl: terminal status, error, end time, last entries, ticks pruned from the journal. Pages still pending after
    /// <see cref="CrawlStatus.Complete"/> become skipped with <see cref="PageReason.PageLimit"/>. The counters as the end leaves them; null
    /// when the epoch is not the crawl's or it has ended: exactly one end per crawl, or per retry of it.
    /// </summary>
    Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses the crawl until somebody sets another status. The counters as they are then; null when the epoch is not the crawl's, or it is
    /// paused already or has ended.
    /// </summary>
    Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken);

    /// <summary>
    /// Puts failed pages back to pending, as many as the limit says, and queues the crawl, whether it has ended or not. A queued crawl that
    /// has failed pages still owes them to <see cref="RetryPagesAsync"/>.
    /// </summary>
    Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken);

    /// <summary>
    /// Puts up to so many failed pages back to pending, what went wrong with them forgotten. The counters afterwards; null when the epoch
    /// is not the crawl's or it has ended.
    /// </summary>
    Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Skips up to so many pending pages with <see cref="PageReason.PageLimit"/>, ahead of an end as <see cref="CrawlStatus.Complete"/>, which would
    /// have them all to itself. The counters afterwards; null when the epoch is not the crawl's or it has ended.
    /// </summary>
    Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken);
}
