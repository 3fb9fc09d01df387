using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>
/// Crawls: one row each, with its counters, its epoch and how it ended. Whoever cancels a change takes it back, as with <see cref="ICrawlLifecycle"/>.
/// </summary>
public interface ICrawlStore
{
    /// <summary>
    /// Makes a crawl, its seed page (depth 0, pending) and its first journal entries durable in one transaction; a crawl of documents
    /// (<see cref="CrawlMode.Documents"/>) has, instead of a seed, a page for each that is kept for it (<see cref="IUploadStore"/>).
    /// Chunks of the source that a model has refused wait for their vectors again. Idempotent by id. Refuses a second running crawl of the same source.
    /// </summary>
    Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken);

    /// <summary>The crawl, or null.</summary>
    Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken);

    /// <summary>Crawls, newest first; <paramref name="status"/> null means all.</summary>
    Task<ListPage<CrawlRecord>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Ids of crawls whose status is running (<see cref="CrawlStatusRules.IsRunning"/>), oldest first, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the crawl over: raises its epoch, puts claimed pages back to pending, stamps its start when it has none.
    /// Null when there is no such crawl or it has ended.
    /// </summary>
    Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Sets a status that is not terminal. False when the epoch is not the crawl's or it has ended.</summary>
    Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken);
}
