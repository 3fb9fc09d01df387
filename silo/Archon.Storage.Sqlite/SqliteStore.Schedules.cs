using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        _schedules.ScheduleRefreshAsync(sourceId, schedule, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        _schedules.ListDueRefreshesAsync(now, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        _schedules.PutOffRefreshAsync(due, next, cancellationToken);
}
