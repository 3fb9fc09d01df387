using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Progress;
using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Crawling;

/// <summary>One crawl, from its seed to its one end. Key: the crawl id.</summary>
[Alias("archon.crawl"), GrainInterfaceType("archon.crawl")]
public interface ICrawlGrain : IGrainWithStringKey
{
    /// <summary>Makes the crawl durable and returns; fetching goes on afterwards. Asked again with the same id, it changes nothing.</summary>
    [Alias("start")]
    Task<StartCrawlResult> StartAsync(StartCrawl command, CancellationToken cancellationToken);

    /// <summary>As <see cref="StartAsync"/>: makes a crawl durable that brings a source up to date.</summary>
    [Alias("refresh")]
    Task<StartCrawlResult> RefreshAsync(StartRefresh command, CancellationToken cancellationToken);

    /// <summary>As <see cref="StartAsync"/>: makes a crawl of the documents that are kept for this id (<see cref="Library.ILibraryGrain.KeepDocumentsAsync"/>).</summary>
    [Alias("add-documents")]
    Task<AddDocumentsResult> AddDocumentsAsync(StartDocuments command, CancellationToken cancellationToken);

    /// <summary>Takes a running crawl up again when nobody works on it. Idempotent; does nothing for a crawl that is paused or has ended.</summary>
    [Alias("ensure-running"), AlwaysInterleave]
    Task EnsureRunningAsync(CancellationToken cancellationToken);

    /// <summary>The crawl as it is now; null when there is none with this id.</summary>
    [Alias("status"), AlwaysInterleave, ReadOnly]
    Task<Crawl?> GetStatusAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Events numbered above <paramref name="after"/>, ascending, at most <paramref name="limit"/> (1 to 1,000). Ticks may be
    /// folded into a later one, which then says how many it stands for.
    /// </summary>
    [Alias("get-since"), AlwaysInterleave, ReadOnly]
    Task<CrawlEvents> GetSinceAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Pauses the crawl, durably, until somebody resumes, retries or cancels it: requests in flight are aborted and their pages wait
    /// again, none of them failed. Idempotent; a paused crawl stays as it is.
    /// </summary>
    [Alias("pause"), AlwaysInterleave]
    Task<PauseOutcome> PauseAsync(CancellationToken cancellationToken);

    /// <summary>Lets a crawl that is paused, or that was interrupted, go on, durably. Idempotent; a running crawl stays as it is.</summary>
    [Alias("resume"), AlwaysInterleave]
    Task<ResumeOutcome> ResumeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Lets pages that have failed wait again and the crawl go on, whether it runs, is paused or has ended; one that had ended ends again,
    /// with another terminal event in the same journal.
    /// </summary>
    [Alias("retry-failed"), AlwaysInterleave]
    Task<RetryFailedResult> RetryFailedAsync(CancellationToken cancellationToken);

    /// <summary>Ends the crawl as cancelled: requests in flight are aborted, the one terminal event is durable when this returns.</summary>
    [Alias("cancel"), AlwaysInterleave]
    Task<CancelOutcome> CancelAsync(CancellationToken cancellationToken);

    /// <summary>
    /// A lane has what it fetches for a page and is about to process and store it: the crawl may have another request under way. When it gets
    /// lost, the page's outcome says the same later.
    /// </summary>
    /// <param name="epoch">The epoch the lane works for; of another epoch it says nothing.</param>
    /// <param name="pageId">The page.</param>
    [Alias("page-fetched"), AlwaysInterleave, OneWay]
    Task PageFetchedAsync(long epoch, long pageId);
}
