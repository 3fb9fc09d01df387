using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>Another try for the pages of a crawl that failed.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Epoch">The epoch it was seen in; when it has changed since, nothing happens.</param>
/// <param name="Limit">Most pages put back at once.</param>
/// <param name="Entries">What the epoch has not written yet, and the entry that tells of the retry.</param>
public sealed record CrawlRetry(string CrawlId, long Epoch, int Limit, LastEntries Entries);

/// <summary>What came of a retry.</summary>
/// <param name="Outcome">Whether the crawl goes on.</param>
/// <param name="Failed">When queued: pages that had failed and get another try, now or by <see cref="ICrawlLifecycle.RetryPagesAsync"/>.</param>
/// <param name="Counters">When queued: the crawl's counters.</param>
/// <param name="RunningCrawlId">When the source is busy: the crawl that runs.</param>
public sealed record RetryResult(RetryOutcome Outcome, long Failed = 0, CrawlCounters? Counters = null, string? RunningCrawlId = null);

/// <summary>Whether a retry took effect.</summary>
public enum RetryOutcome
{
    /// <summary>The crawl is queued.</summary>
    Queued = 0,

    /// <summary>No page of it has failed; nothing changed.</summary>
    NothingFailed = 1,

    /// <summary>It has ended, and another crawl of the same source has not; nothing changed.</summary>
    SourceBusy = 2,

    /// <summary>The epoch is not the crawl's, or there is no such crawl; nothing changed.</summary>
    Refused = 3,
}
