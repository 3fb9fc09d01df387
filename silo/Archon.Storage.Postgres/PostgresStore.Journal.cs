using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres;

public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public Task<bool> AppendJournalAsync(
        string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken) =>
        _journal.AppendJournalAsync(crawlId, epoch, entries, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(
        string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        _journal.ReadJournalAsync(crawlId, after, limit, cancellationToken);
}
