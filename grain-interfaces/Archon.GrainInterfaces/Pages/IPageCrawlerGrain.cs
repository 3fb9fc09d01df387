using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Pages;

/// <summary>
/// A lane of a crawl: brings one page after another from the outside into the store. Async I/O only; CPU work goes to the
/// processor. Key: crawl id + "/" + lane number.
/// </summary>
[Alias("archon.page-crawler"), GrainInterfaceType("archon.page-crawler")]
public interface IPageCrawlerGrain : IGrainWithStringKey
{
    /// <summary>
    /// Permit, fetch, process, store: returns when the page's outcome is durable. Cancelling aborts the request in flight
    /// and leaves the page claimed.
    /// </summary>
    [Alias("crawl"), ResponseTimeout("00:15:00")]
    Task<PageOutcome> CrawlAsync(PageWork work, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the lane works on this page now; answers at once. A page takes as long as it takes, so who waits for its outcome asks now and
    /// then: when the answer is no and no outcome comes, a message was lost with a connection or a silo.
    /// </summary>
    [Alias("is-crawling"), AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task<bool> IsCrawlingAsync(long pageId, CancellationToken cancellationToken);

    /// <summary>
    /// Ends what the lane still does for an earlier epoch: whoever asked for it is gone, and the page that waits behind it belongs to the crawl as it is now.
    /// Answers at once.
    /// </summary>
    [Alias("abandon-before"), AlwaysInterleave, ResponseTimeout("00:00:10")]
    Task AbandonBeforeAsync(long epoch);
}
