using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Crawls;

/// <inheritdoc cref="ICrawlLifecycle"/>
internal sealed class SqliteLifecycle(SqliteWriter writer) : ICrawlLifecycle
{
    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken)
    {
        if (!end.Status.IsTerminal())
        {
            throw new ArgumentException($"Crawl {end.CrawlId} cannot end with {end.Status}, which is not terminal.", nameof(end));
        }

        return writer.ControlAsync(database => End(database, end), cancellationToken);
    }

    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        writer.ControlAsync(database => Pause(database, pause), cancellationToken);

    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        writer.ControlAsync(database => Retry(database, retry), cancellationToken);

    // Not control: a large crawl comes here again and again, and nobody waits for the answer.
    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(
            database => CrawlHead.FindForEpoch(database, crawlId, epoch) is { } head ? PutBack(database, head, limit) : null, cancellationToken);

    // Not control either: see RetryPagesAsync.
    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(
            database =>
            {
                if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } head)
                {
                    return null;
                }

                var pages = database["skip-pending-pages"].Bind(head.No).Bind(limit).Changes();
                database["count-skipped"].Bind(pages).Bind(head.No).Run();
                return head.Counters with { PagesSkipped = head.Counters.PagesSkipped + pages };
            },
            cancellationToken);

    private static CrawlCounters? End(SqliteDatabase database, CrawlEnd end)
    {
        if (CrawlHead.FindForEpoch(database, end.CrawlId, end.Epoch) is not { } head)
        {
            return null;
        }

        database["release-claimed-pages"].Bind(head.No).Run();
        var skipped = end.Status == CrawlStatus.Complete ? database["skip-pending-pages"].Bind(head.No).Bind(-1).Changes() : 0;
        var counters = head.Counters with { PagesSkipped = head.Counters.PagesSkipped + skipped };
        var sequence = Write(database, end.CrawlId, head, end.Entries, counters);
        database["prune-ticks"].Bind(head.No).Run();
        database["end-crawl"]
            .Bind((int)end.Status).Bind(end.Error).Bind(end.EndedAt.ToUnixTimeMilliseconds()).Bind(sequence).Bind(skipped)
            .Bind(head.No)
            .Run();
        return counters;
    }

    private static CrawlCounters? Pause(SqliteDatabase database, CrawlPause pause)
    {
        if (CrawlHead.FindForEpoch(database, pause.CrawlId, pause.Epoch) is not { } head || head.Status == CrawlStatus.Paused)
        {
            return null;
        }

        database["release-claimed-pages"].Bind(head.No).Run();
        var sequence = Write(database, pause.CrawlId, head, pause.Entries, head.Counters);
        database["pause-crawl"].Bind(sequence).Bind(head.No).Run();
        return head.Counters;
    }

    private static RetryResult Retry(SqliteDatabase database, CrawlRetry retry)
    {
        if (CrawlHead.Find(database, retry.CrawlId) is not { } head || head.Epoch != retry.Epoch)
        {
            return new RetryResult(RetryOutcome.Refused);
        }

        if (head.Counters.PagesFailed == 0)
        {
            return new RetryResult(RetryOutcome.NothingFailed);
        }

        if (head.Status.IsTerminal() && database["live-crawl-of-source"].Bind(head.SourceId).ScalarText() is { } running)
        {
            return new RetryResult(RetryOutcome.SourceBusy, RunningCrawlId: running);
        }

        database["release-claimed-pages"].Bind(head.No).Run();
        var counters = PutBack(database, head, retry.Limit);
        var sequence = Write(database, retry.CrawlId, head, retry.Entries, counters);
        database["queue-crawl"].Bind(sequence).Bind(head.No).Run();
        return new RetryResult(RetryOutcome.Queued, head.Counters.PagesFailed, counters);
    }

    private static CrawlCounters PutBack(SqliteDatabase database, CrawlHead head, int limit)
    {
        var pages = database["retry-failed-pages"].Bind(head.No).Bind(limit).Changes();
        database["forget-failures"].Bind(pages).Bind(head.No).Run();
        return head.Counters with { PagesFailed = head.Counters.PagesFailed - pages };
    }

    /// <summary>Writes the last entries and says the number of the very last.</summary>
    private static long Write(SqliteDatabase database, string crawlId, CrawlHead head, LastEntries entries, CrawlCounters counters)
    {
        var last = entries.Last(counters);
        var fresh = entries.Unwritten.RemoveAll(entry => entry.Sequence <= head.LastSequence).Add(last);
        JournalRules.RequireContiguous(crawlId, head.LastSequence, fresh);
        SqliteJournal.Insert(database, head.No, fresh);
        return last.Sequence;
    }
}
