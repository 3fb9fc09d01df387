using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <inheritdoc cref="IRefreshSchedules"/>
internal sealed class SqliteSchedules(SqliteWriter writer, SqliteReaders readers) : IRefreshSchedules
{
    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database => database["schedule-refresh"]
                .Bind((long?)schedule?.Every.TotalSeconds).Bind(schedule?.NextAt.ToUnixTimeMilliseconds()).Bind((int?)schedule?.PrivateAccess).Bind(sourceId)
                .Changed(),
            cancellationToken);

    public Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["list-due-refreshes"].Bind(now.ToUnixTimeMilliseconds()).Bind(limit);
                var due = ImmutableArray.CreateBuilder<DueRefresh>();
                while (row.Step())
                {
                    due.Add(new DueRefresh(row.Text(0), Read(row, 1)!));
                }

                return due.ToImmutable();
            },
            cancellationToken);

    public Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database => database["put-off-refresh"]
                .Bind(next.ToUnixTimeMilliseconds()).Bind(due.SourceId).Bind(due.Schedule.NextAt.ToUnixTimeMilliseconds())
                .Changed(),
            cancellationToken);

    /// <summary>The schedule in three columns from <paramref name="column"/> on; null when there is none.</summary>
    public static RefreshSchedule? Read(Statement row, int column) => row.MaybeInt64(column) is { } seconds
        ? new RefreshSchedule(TimeSpan.FromSeconds(seconds), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(column + 1)), (PrivateAccess)row.Int32(column + 2))
        : null;
}
