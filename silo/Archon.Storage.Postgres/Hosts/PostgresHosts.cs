using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Hosts;

/// <inheritdoc cref="IHostStore"/>
internal sealed class PostgresHosts(PostgresDatabase database) : IHostStore
{
    public async Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("find-host").Bind(origin), Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) =>
        database.ChangeAsync(
            () =>
            [
                Statements.Named("save-host")
                    .Bind(host.Origin).Bind(host.Limit).Bind(host.Backoff).Bind(host.HeldUntil?.ToUnixTimeMilliseconds())
                    .Bind((long)host.Delay.TotalMilliseconds).Bind((long?)host.LastStatus).Bind(host.Requests).Bind(host.UpdatedAt.ToUnixTimeMilliseconds()),
                Statements.Named("forget-hosts").Bind((host.UpdatedAt - HostRecord.Lifetime).ToUnixTimeMilliseconds()),
            ],
            cancellationToken);

    public async Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) =>
        [.. await database.ListAsync(() => Statements.Named("list-hosts").Bind(limit), Read, cancellationToken).ConfigureAwait(false)];

    private static HostRecord Read(NpgsqlDataReader row) => new()
    {
        Origin = row.Text(0),
        Limit = row.GetDouble(1),
        Backoff = row.GetInt32(2),
        HeldUntil = row.MaybeTime(3),
        Delay = TimeSpan.FromMilliseconds(row.GetInt64(4)),
        LastStatus = row.IsDBNull(5) ? null : row.GetInt32(5),
        Requests = row.GetInt64(6),
        UpdatedAt = row.Time(7),
    };
}
