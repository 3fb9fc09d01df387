using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Crawls;

/// <inheritdoc cref="ICrawlLifecycle"/>
internal sealed class PostgresLifecycle(PostgresDatabase database) : ICrawlLifecycle
{
    public Task<CrawlCounters?> EndCrawlAsync(CrawlEnd end, CancellationToken cancellationToken)
    {
        if (!end.Status.IsTerminal())
        {
            throw new ArgumentException($"Crawl {end.CrawlId} cannot end with {end.Status}, which is not terminal.", nameof(end));
        }

        return database.WithdrawableAsync(connection => EndAsync(connection, end, CancellationToken.None), cancellationToken);
    }

    public Task<CrawlCounters?> PauseCrawlAsync(CrawlPause pause, CancellationToken cancellationToken) =>
        database.WithdrawableAsync(connection => PauseAsync(connection, pause, CancellationToken.None), cancellationToken);

    public Task<RetryResult> RetryCrawlAsync(CrawlRetry retry, CancellationToken cancellationToken) =>
        database.WithdrawableAsync(connection => RetryAsync(connection, retry, CancellationToken.None), cancellationToken);

    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async connection => await FenceAsync(connection, crawlId, epoch, cancellationToken).ConfigureAwait(false) is { } head && !head.Status.IsTerminal()
                ? await PutBackAsync(connection, head, limit, cancellationToken).ConfigureAwait(false)
                : null,
            cancellationToken);

    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async connection =>
            {
                if (await FenceAsync(connection, crawlId, epoch, cancellationToken).ConfigureAwait(false) is not { } head || head.Status.IsTerminal())
                {
                    return null;
                }

                await PostgresDatabase.ExecuteAsync(
                    connection, [Statements.Named("skip-pending-pages").Bind(head.No).Bind((long?)limit)], cancellationToken).ConfigureAwait(false);
                return await HoldTallyAsync(connection, head, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken);

    private static async Task<CrawlCounters?> EndAsync(NpgsqlConnection connection, CrawlEnd end, CancellationToken cancellationToken)
    {
        if (await FenceAsync(connection, end.CrawlId, end.Epoch, cancellationToken).ConfigureAwait(false) is not { } head || head.Status.IsTerminal())
        {
            return null;
        }

        List<NpgsqlBatchCommand> pages = [Statements.Named("release-claimed-pages").Bind(end.CrawlId)];
        if (end.Status == CrawlStatus.Complete)
        {
            pages.Add(Statements.Named("skip-pending-pages").Bind(head.No).Bind((long?)null));
        }

        await PostgresDatabase.ExecuteAsync(connection, pages, cancellationToken).ConfigureAwait(false);
        var counters = await HoldTallyAsync(connection, head, cancellationToken).ConfigureAwait(false);
        var entries = Fresh(end.CrawlId, head, end.Entries, counters);
        await PostgresDatabase.ExecuteAsync(
            connection,
            [
                PostgresJournal.Insert(head.No, entries),
                Statements.Named("prune-ticks").Bind(head.No),
                Statements.Named("end-crawl")
                    .Bind(head.No).Bind((int)end.Status).Bind(end.Error).Bind(end.EndedAt.ToUnixTimeMilliseconds()).Bind(entries[^1].Sequence),
                Statements.Named("end-count").Bind(head.No),
            ],
            cancellationToken).ConfigureAwait(false);
        return counters;
    }

    private static async Task<CrawlCounters?> PauseAsync(NpgsqlConnection connection, CrawlPause pause, CancellationToken cancellationToken)
    {
        if (await FenceAsync(connection, pause.CrawlId, pause.Epoch, cancellationToken).ConfigureAwait(false) is not { } head
            || head.Status.IsTerminal() || head.Status == CrawlStatus.Paused)
        {
            return null;
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("release-claimed-pages").Bind(pause.CrawlId)], cancellationToken).ConfigureAwait(false);
        var counters = await HoldTallyAsync(connection, head, cancellationToken).ConfigureAwait(false);
        var entries = Fresh(pause.CrawlId, head, pause.Entries, counters);
        await PostgresDatabase.ExecuteAsync(
            connection,
            [PostgresJournal.Insert(head.No, entries), Statements.Named("pause-crawl").Bind(head.No).Bind(entries[^1].Sequence)],
            cancellationToken).ConfigureAwait(false);
        return counters;
    }

    private static async Task<RetryResult> RetryAsync(NpgsqlConnection connection, CrawlRetry retry, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("lock-source-of-crawl").Bind(retry.CrawlId)], cancellationToken).ConfigureAwait(false);
        if (await FenceAsync(connection, retry.CrawlId, retry.Epoch, cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return new RetryResult(RetryOutcome.Refused);
        }

        var before = await HoldTallyAsync(connection, head, cancellationToken).ConfigureAwait(false);
        if (before.PagesFailed == 0)
        {
            return new RetryResult(RetryOutcome.NothingFailed);
        }

        if (head.Status.IsTerminal())
        {
            var live = await PostgresDatabase.QueryAsync(
                connection, Statements.Named("live-crawl-of-source").Bind(head.SourceId), row => row.Text(0), cancellationToken).ConfigureAwait(false);
            if (live.Count > 0)
            {
                return new RetryResult(RetryOutcome.SourceBusy, RunningCrawlId: live[0]);
            }
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("release-claimed-pages").Bind(retry.CrawlId)], cancellationToken).ConfigureAwait(false);
        var counters = await PutBackAsync(connection, head, retry.Limit, cancellationToken).ConfigureAwait(false);
        var entries = Fresh(retry.CrawlId, head, retry.Entries, counters);
        await PostgresDatabase.ExecuteAsync(
            connection,
            [
                PostgresJournal.Insert(head.No, entries),
                Statements.Named("queue-crawl").Bind(head.No).Bind(entries[^1].Sequence),
                Statements.Named("count-on").Bind(head.No),
            ],
            cancellationToken).ConfigureAwait(false);
        return new RetryResult(RetryOutcome.Queued, before.PagesFailed, counters);
    }

    /// <summary>Has the crawl alone: its row when it belongs to this epoch, locked, with no commit under way.</summary>
    private static async Task<Head?> FenceAsync(NpgsqlConnection connection, string crawlId, long epoch, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("fence").Bind(crawlId)], cancellationToken).ConfigureAwait(false);
        var heads = await PostgresDatabase.QueryAsync(
            connection,
            Statements.Named("find-any-crawl-head").Bind(crawlId).Bind(epoch),
            row => new Head(row.GetInt64(0), row.GetInt64(1), (CrawlStatus)row.GetInt32(2), row.Text(3)),
            cancellationToken).ConfigureAwait(false);
        return heads.FirstOrDefault();
    }

    private static async Task<CrawlCounters> PutBackAsync(NpgsqlConnection connection, Head head, int limit, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(
            connection, [Statements.Named("retry-failed-pages").Bind(head.No).Bind(limit)], cancellationToken).ConfigureAwait(false);
        return await HoldTallyAsync(connection, head, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CrawlCounters> HoldTallyAsync(NpgsqlConnection connection, Head head, CancellationToken cancellationToken) =>
        (await PostgresDatabase.QueryAsync(
            connection, Statements.Named("hold-tally").Bind(head.No), row => CrawlRow.Counters(row, 0), cancellationToken).ConfigureAwait(false)).Single();

    private static ImmutableArray<JournalEntry> Fresh(string crawlId, Head head, LastEntries entries, CrawlCounters counters)
    {
        var fresh = entries.Unwritten.RemoveAll(entry => entry.Sequence <= head.LastSequence).Add(entries.Last(counters));
        JournalRules.RequireContiguous(crawlId, head.LastSequence, fresh);
        return fresh;
    }

    private sealed record Head(long No, long LastSequence, CrawlStatus Status, string SourceId);
}
