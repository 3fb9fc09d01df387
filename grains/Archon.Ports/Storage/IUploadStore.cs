using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>
/// What people have handed in: the bytes of documents, from before they are told that it is taken until a page is made of them. They belong to a crawl
/// that may not have begun.
/// </summary>
public interface IUploadStore
{
    /// <summary>
    /// Keeps documents for a crawl, all of them or none; one of the same address takes the place of the former. Whoever cancels it takes it back, as with
    /// <see cref="ICrawlLifecycle"/>.
    /// </summary>
    /// <param name="crawlId">The crawl that will be made of them.</param>
    /// <param name="documents">The documents; each address once.</param>
    /// <param name="bounds">What may lie here.</param>
    /// <param name="now">When they came.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>How many documents are kept for a crawl.</summary>
    Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken);

    /// <summary>The size of a document in bytes, or null.</summary>
    Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken);

    /// <summary>The document, or null.</summary>
    Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken);

    /// <summary>Forgets a document of which a page is made.</summary>
    Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken);

    /// <summary>Forgets what was kept for a crawl that has not been made.</summary>
    Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets up to <paramref name="limit"/> documents that nobody waits for: of crawls that were not made and whose documents came before
    /// <paramref name="before"/>; of crawls that have ended, but for pages that failed since that time, which may be retried; and of those that run, what has been read.
    /// </summary>
    /// <returns>How many were forgotten.</returns>
    Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// At the end of a crawl of documents: takes up to <paramref name="limit"/> documents of its source away that lie in a folder and are no page of the
    /// crawl. Null when the epoch is not the crawl's or it has ended.
    /// </summary>
    /// <param name="crawlId">The crawl.</param>
    /// <param name="epoch">Its epoch.</param>
    /// <param name="folder">The folder's address, with its slash at the end.</param>
    /// <param name="after">Where to go on, by address; the folder's own at first.</param>
    /// <param name="limit">Documents to look through, at most.</param>
    /// <param name="cancellationToken">The caller gave up.</param>
    Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken);
}

/// <summary>A document that was handed in.</summary>
/// <param name="Url">Its canonical address.</param>
/// <param name="Kind">The number of its kind (<see cref="Fetching.DocumentKind"/>).</param>
/// <param name="Charset">The charset it was said to be in; null: it says so itself, or is UTF-8.</param>
/// <param name="Body">Its bytes.</param>
public sealed record UploadedDocument(string Url, int Kind, string? Charset, ReadOnlyMemory<byte> Body);

/// <summary>What may wait to be made pages of.</summary>
/// <param name="CrawlDocuments">Documents of one crawl.</param>
/// <param name="TotalBytes">Bytes of all crawls together.</param>
public sealed record UploadBounds(long CrawlDocuments, long TotalBytes);

/// <summary>What came of keeping documents. Where they were not kept, none was.</summary>
public enum UploadOutcome
{
    /// <summary>They are durable.</summary>
    Kept = 0,

    /// <summary>The crawl has been made: nothing joins it any more.</summary>
    CrawlExists = 1,

    /// <summary>The crawl would have more documents than one may.</summary>
    TooManyDocuments = 2,

    /// <summary>More bytes wait than may; when some are made pages of, there is room again.</summary>
    Full = 3,
}

/// <summary>Some documents of a folder, looked through for those that are not there any more.</summary>
/// <param name="Removed">Documents that were taken away.</param>
/// <param name="Next">Where the next look begins; null when there are no more.</param>
/// <param name="Counters">The crawl's counters afterwards.</param>
public sealed record RemovedDocuments(int Removed, string? Next, CrawlCounters Counters);
