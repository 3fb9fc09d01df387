using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Crawls;

/// <inheritdoc cref="IProgressJournal"/>
internal sealed class PostgresJournal(PostgresDatabase database) : IProgressJournal
{
    /// <summary>Ticks kept of a running crawl: eight minutes of the busiest one. Older ones are gaps that later events account for.</summary>
    private const long TicksKept = 5000;

    public Task<bool> AppendJournalAsync(
        string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        database.InTransactionAsync(connection => AppendAsync(connection, crawlId, epoch, entries, cancellationToken), cancellationToken);

    public async Task<ImmutableArray<JournalEntry>> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
    [
        .. await database.ListAsync(
            () => Statements.Named("read-journal").Bind(crawlId).Bind(after).Bind(limit),
            row => new JournalEntry(row.GetInt64(0), row.GetBoolean(1), row.Text(2)),
            cancellationToken).ConfigureAwait(false),
    ];

    /// <summary>Writes entries whose numbers have been checked.</summary>
    public static NpgsqlBatchCommand Insert(long crawlNo, ImmutableArray<JournalEntry> entries) =>
        Statements.Named("append-journal")
            .Bind(crawlNo)
            .Bind([.. entries.Select(entry => entry.Sequence)])
            .Bind([.. entries.Select(entry => entry.IsTick)])
            .Bind([.. entries.Select(entry => entry.Body)]);

    private static async Task<bool> AppendAsync(
        NpgsqlConnection connection, string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken)
    {
        // The crawl's row is enough: an epoch is raised, and a crawl ended, by changing it.
        if (await PostgresCrawls.FindHeadAsync(connection, crawlId, epoch, cancellationToken).ConfigureAwait(false) is not { } head)
        {
            return false;
        }

        var fresh = entries.Where(entry => entry.Sequence > head.LastSequence).ToImmutableArray();
        if (fresh.IsEmpty)
        {
            return true;
        }

        JournalRules.RequireContiguous(crawlId, head.LastSequence, fresh);
        await PostgresDatabase.ExecuteAsync(
            connection,
            [
                Insert(head.No, fresh),
                Statements.Named("set-last-sequence").Bind(head.No).Bind(fresh[^1].Sequence),
                Statements.Named("prune-old-ticks").Bind(head.No).Bind(head.LastSequence - TicksKept).Bind(fresh[^1].Sequence - TicksKept),
            ],
            cancellationToken).ConfigureAwait(false);
        return true;
    }
}
