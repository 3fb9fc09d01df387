using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="IRefreshSchedules"/>
internal sealed class PostgresSchedules(PostgresDatabase database) : IRefreshSchedules
{
    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        database.WithdrawableAsync(
            async connection => await PostgresDatabase.ExecuteAsync(
                connection,
                [
                    Statements.Named("schedule-refresh")
                        .Bind(sourceId).Bind((long?)schedule?.Every.TotalSeconds).Bind(schedule?.NextAt.ToUnixTimeMilliseconds()).Bind((long?)schedule?.PrivateAccess),
                ],
                CancellationToken.None).ConfigureAwait(false) > 0,
            cancellationToken);

    public async Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        [.. await database.ListAsync(
            () => Statements.Named("list-due-refreshes").Bind(now.ToUnixTimeMilliseconds()).Bind(limit),
            row => new DueRefresh(row.Text(0), Read(row, 1)!),
            cancellationToken).ConfigureAwait(false)];

    public async Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        await database.ChangeAsync(
            () => [Statements.Named("put-off-refresh").Bind(due.SourceId).Bind(due.Schedule.NextAt.ToUnixTimeMilliseconds()).Bind(next.ToUnixTimeMilliseconds())],
            cancellationToken).ConfigureAwait(false) > 0;

    /// <summary>The schedule in three columns from <paramref name="column"/> on; null when there is none.</summary>
    public static RefreshSchedule? Read(NpgsqlDataReader row, int column) => row.MaybeTime(column + 1) is { } next
        ? new RefreshSchedule(TimeSpan.FromSeconds(row.GetInt64(column)), next, (PrivateAccess)row.GetInt32(column + 2))
        : null;
}
