using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Documents;
using Archon.GrainInterfaces.Hosts;
using Archon.GrainInterfaces.Progress;

namespace Archon.GrainInterfaces.Library;

/// <summary>Reads for the doors: everything that needs the store and no crawl's turn. Stateless; key 0.</summary>
[Alias("archon.library"), GrainInterfaceType("archon.library")]
public interface ILibraryGrain : IGrainWithIntegerKey
{
    /// <summary>Crawls, newest first; <paramref name="status"/> null means all; <paramref name="limit"/> 1 to 200.</summary>
    [Alias("list-crawls")]
    Task<Listing<Crawl>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// Pages of a crawl in order of discovery, refused links last; <paramref name="state"/> is a page state's name, <c>refused</c> for those
    /// links alone, or null for all.
    /// </summary>
    [Alias("list-pages")]
    Task<Listing<CrawledPage>> ListPagesAsync(string crawlId, string? state, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>How many pages failed or were skipped and links were refused, by reason.</summary>
    [Alias("count-reasons")]
    Task<Listing<ReasonTotal>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken);

    /// <summary>A crawl's events from the journal, for crawls that have ended: see <see cref="ICrawlGrain.GetSinceAsync"/>.</summary>
    [Alias("read-journal")]
    Task<CrawlEvents> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Sources that have at least one page.</summary>
    [Alias("list-sources")]
    Task<Listing<Source>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>The source, or null.</summary>
    [Alias("find-source")]
    Task<Source?> FindSourceAsync(string sourceId, CancellationToken cancellationToken);

    /// <summary>Deletes a source with everything collected for it.</summary>
    [Alias("delete-source"), ResponseTimeout("00:05:00")]
    Task<DeleteOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken);

    /// <summary>Has a source refreshed by itself, or no more: the first time after the time it was given.</summary>
    [Alias("schedule-refresh")]
    Task<ScheduleRefreshResult> ScheduleRefreshAsync(ScheduleRefresh command, CancellationToken cancellationToken);

    /// <summary>The stored page with this id, or null.</summary>
    [Alias("find-page")]
    Task<StoredPage?> FindPageAsync(string pageId, CancellationToken cancellationToken);

    /// <summary>The stored page with this address, however it is written, or null.</summary>
    [Alias("find-page-by-url")]
    Task<StoredPage?> FindPageByUrlAsync(string url, CancellationToken cancellationToken);

    /// <summary>Stored pages of a source by URL, whole; <paramref name="limit"/> 1 to 100.</summary>
    [Alias("list-stored-pages")]
    Task<Listing<StoredPage>> ListStoredPagesAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Stored chunks of a source by their page's URL and their order in it, with their vectors; <paramref name="limit"/> 1 to 100.</summary>
    [Alias("list-chunks")]
    Task<Listing<StoredChunk>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Hosts that were fetched from, the one asked last first; <paramref name="limit"/> 1 to 200.</summary>
    [Alias("list-hosts")]
    Task<Listing<HostState>> ListHostsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Makes documents durable, all of them or none, for a crawl that is to be made. Idempotent.</summary>
    [Alias("keep-documents")]
    Task<AddDocumentsResult> KeepDocumentsAsync(KeepDocuments command, CancellationToken cancellationToken);

    /// <summary>Forgets the documents that were kept for a crawl which was not made.</summary>
    [Alias("drop-documents")]
    Task DropDocumentsAsync(string crawlId, CancellationToken cancellationToken);
}
