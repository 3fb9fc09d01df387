using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.EndCrawlAsync(end, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.PauseCrawlAsync(pause, cancellationToken));

    /// <inheritdoc/>
    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.RetryCrawlAsync(retry, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.RetryPagesAsync(crawlId, epoch, limit, cancellationToken));

    /// <inheritdoc/>
    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_lifecycle.SkipPendingPagesAsync(crawlId, epoch, limit, cancellationToken));
}
