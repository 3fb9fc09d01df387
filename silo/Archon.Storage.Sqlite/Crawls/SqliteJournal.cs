using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Crawls;

/// <inheritdoc cref="IProgressJournal"/>
internal sealed class SqliteJournal(SqliteWriter writer, SqliteReaders readers) : IProgressJournal
{
    /// <summary>Ticks kept of a running crawl: eight minutes of the busiest one. Older ones are gaps that later events account for.</summary>
    private const long TicksKept = 5000;

    public Task<bool> AppendJournalAsync(
        string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        writer.ControlAsync(database => Append(database, crawlId, epoch, entries), cancellationToken);

    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(
        string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["read-journal"].Bind(crawlId).Bind(after).Bind(limit);
                var entries = ImmutableArray.CreateBuilder<JournalEntry>();
                while (row.Step())
                {
                    entries.Add(new JournalEntry(row.Int64(0), row.Int64(1) != 0, row.Text(2)));
                }

                return entries.ToImmutable();
            },
            cancellationToken);

    /// <summary>Writes entries whose numbers have been checked.</summary>
    public static void Insert(SqliteDatabase database, long crawlNo, ImmutableArray<JournalEntry> entries)
    {
        foreach (var entry in entries)
        {
            database["insert-journal"].Bind(crawlNo).Bind(entry.Sequence).Bind(entry.IsTick ? 1 : 0).Bind(entry.Body).Run();
        }
    }

    private static bool Append(SqliteDatabase database, string crawlId, long epoch, ImmutableArray<JournalEntry> entries)
    {
        if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } head)
        {
            return false;
        }

        var fresh = entries.Where(entry => entry.Sequence > head.LastSequence).ToImmutableArray();
        if (fresh.IsEmpty)
        {
            return true;
        }

        JournalRules.RequireContiguous(crawlId, head.LastSequence, fresh);
        Insert(database, head.No, fresh);
        database["set-last-sequence"].Bind(fresh[^1].Sequence).Bind(head.No).Run();
        database["prune-old-ticks"].Bind(head.No).Bind(head.LastSequence - TicksKept).Bind(fresh[^1].Sequence - TicksKept).Run();
        return true;
    }
}
