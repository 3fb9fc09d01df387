using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.GrainInterfaces.Progress;
using Archon.GrainInterfaces.Search;

namespace Archon.Client;

/// <summary>
/// Archon from a program's side: the same calls over an Orleans client (<c>OrleansArchonClient</c>) and over HTTP
/// (<c>HttpArchonClient</c>). Thread-safe.
/// </summary>
/// <remarks>
/// Every call throws <see cref="ArchonUnavailableException"/> when the other side cannot be reached, and
/// <see cref="OperationCanceledException"/> when the caller gave up.
/// </remarks>
public interface IArchonClient
{
    /// <summary>Starts a crawl and returns at once; the crawl goes on by itself.</summary>
    Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// What a crawl would do, without storing anything: the seed and the site's own lists are fetched, and what they lead to is sorted by the
    /// crawl's rules. A wrong request is in the answer.
    /// </summary>
    Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, CancellationToken cancellationToken = default);

    /// <summary>The crawl as it is now, or null.</summary>
    Task<Crawl?> GetCrawlAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>
    /// The crawl's events numbered above <paramref name="after"/>: first what was missed, then live, in order, each once,
    /// across lost connections; ends after the terminal event, unless a retry has added events to it. A reader too slow for every tick gets ticks folded
    /// (<see cref="CrawlProgress.Coalesced"/>). An unknown crawl ends the sequence at once.
    /// </summary>
    IAsyncEnumerable<CrawlProgress> WatchAsync(string crawlId, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Ends the crawl as cancelled; durable when it returns.</summary>
    Task<CancelOutcome> CancelCrawlAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Pauses the crawl until it is resumed, retried or cancelled; durable when it returns. Pages in flight wait again; none of them fails.
    /// A crawl that is paused already stays as it is.
    /// </summary>
    Task<PauseOutcome> PauseCrawlAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>Lets a crawl go on that is paused, or that was interrupted and nobody works on. A running crawl stays as it is.</summary>
    Task<ResumeOutcome> ResumeCrawlAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Fetches the pages again that failed, and lets the crawl go on whether it runs, is paused or has ended. One that had ended ends again:
    /// its events go on after the terminal one, to another terminal one.
    /// </summary>
    Task<RetryFailedResult> RetryFailedAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>Crawls, newest first. <paramref name="limit"/> 1 to 200.</summary>
    Task<Listing<Crawl>> ListCrawlsAsync(CrawlStatus? status = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Pages of a crawl; <paramref name="state"/> pending, claimed, done, failed, skipped, refused (links that became no page) or null for
    /// all. <paramref name="limit"/> 1 to 200.
    /// </summary>
    Task<Listing<CrawledPage>> ListPagesAsync(string crawlId, string? state = null, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>Why pages failed or were skipped and links were refused, counted.</summary>
    Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken = default);

    /// <summary>Sources that have at least one page. <paramref name="limit"/> 1 to 200.</summary>
    Task<Listing<Source>> ListSourcesAsync(int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>The source, or null.</summary>
    Task<Source?> GetSourceAsync(string sourceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Brings a source up to date by a crawl with the settings of its last one, and returns at once: pages that have not changed keep what is
    /// stored of them, pages that were gone twice are removed. Not found, or already running, is in the answer.
    /// </summary>
    Task<StartCrawlResult> RefreshSourceAsync(string sourceId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has a source refreshed by itself every so often, the first time after that time; null: no more. A node that serves begins the refreshes;
    /// those that were missed meanwhile are not made up for. Not found, or a time that is refused, is in the answer.
    /// </summary>
    /// <param name="sourceId">The source.</param>
    /// <param name="every">15 minutes to 366 days, in whole minutes.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, CancellationToken cancellationToken = default);

    /// <summary>Deletes a source with everything collected for it.</summary>
    Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken = default);

    /// <summary>The stored page with this id, or null.</summary>
    Task<StoredPage?> GetPageAsync(string pageId, CancellationToken cancellationToken = default);

    /// <summary>The stored page with this address, or null.</summary>
    Task<StoredPage?> GetPageByUrlAsync(string url, CancellationToken cancellationToken = default);

    /// <summary>Stored pages of a source by URL, whole. <paramref name="limit"/> 1 to 100.</summary>
    Task<Listing<StoredPage>> ListStoredPagesAsync(string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>Stored chunks of a source by their page's URL and their order in it, with their vectors. <paramref name="limit"/> 1 to 100.</summary>
    Task<Listing<StoredChunk>> ListChunksAsync(string sourceId, int limit = 50, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>
    /// Hands documents in and returns when they are durable; reading them goes on by itself, as the crawl in the answer, which is watched, paused and
    /// cancelled like any other. What is wrong with the request is in the answer.
    /// </summary>
    Task<AddDocumentsResult> AddDocumentsAsync(AddDocuments request, CancellationToken cancellationToken = default);

    /// <summary>Hosts that were fetched from, the one asked last first, and how each is treated now. <paramref name="limit"/> 1 to 200.</summary>
    Task<Listing<HostState>> ListHostsAsync(int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Searches everything collected.</summary>
    Task<SearchResults> SearchAsync(SearchRequest request, CancellationToken cancellationToken = default);
}
