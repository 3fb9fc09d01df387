using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <remarks>Crawls, their ends and their journal.</remarks>
internal sealed partial class FaultyStore
{
    public Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(CreateCrawlAsync), () => inner.CreateCrawlAsync(crawl, cancellationToken), cancellationToken);

    public Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindCrawlAsync), () => inner.FindCrawlAsync(crawlId, cancellationToken));

    public Task<ListPage<CrawlRecord>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListCrawlsAsync), () => inner.ListCrawlsAsync(status, limit, cursor, cancellationToken));

    public Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListRunningCrawlsAsync), () => inner.ListRunningCrawlsAsync(limit, cancellationToken));

    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(OpenEpochAsync), () => inner.OpenEpochAsync(crawlId, now, cancellationToken), cancellationToken);

    public Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(SetCrawlStatusAsync), () => inner.SetCrawlStatusAsync(crawlId, epoch, status, cancellationToken), cancellationToken);

    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(EndCrawlAsync), async () =>
        {
            var counters = await inner.EndCrawlAsync(end, cancellationToken);
            if (counters is not null)
            {
                End(end.CrawlId).TrySetResult(end);
            }

            return counters;
        }, cancellationToken);

    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(PauseCrawlAsync), () => inner.PauseCrawlAsync(pause, cancellationToken), cancellationToken);

    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(RetryCrawlAsync), async () =>
        {
            var result = await inner.RetryCrawlAsync(retry, cancellationToken);
            if (result.Outcome == RetryOutcome.Queued)
            {
                ForgetEnd(retry.CrawlId);
            }

            return result;
        }, cancellationToken);

    public Task<bool> AppendJournalAsync(string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        CallAsync(nameof(AppendJournalAsync), () => inner.AppendJournalAsync(crawlId, epoch, entries, cancellationToken));

    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadJournalAsync), () => inner.ReadJournalAsync(crawlId, after, limit, cancellationToken));
}
