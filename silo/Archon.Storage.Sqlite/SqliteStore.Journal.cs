using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<bool> AppendJournalAsync(
        string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        _otherTrouble.WatchAsync(_journal.AppendJournalAsync(crawlId, epoch, entries, cancellationToken));

    /// <inheritdoc/>
    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(
        string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        _journal.ReadJournalAsync(crawlId, after, limit, cancellationToken);
}
