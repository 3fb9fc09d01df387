using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres;

public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken) =>
        _crawls.CreateCrawlAsync(crawl, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        _crawls.FindCrawlAsync(crawlId, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<CrawlRecord>> ListCrawlsAsync(
        CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken) =>
        _crawls.ListCrawlsAsync(status, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        _crawls.ListRunningCrawlsAsync(limit, cancellationToken);

    /// <inheritdoc/>
    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        _crawls.OpenEpochAsync(crawlId, now, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken) =>
        _crawls.SetCrawlStatusAsync(crawlId, epoch, status, cancellationToken);
}
