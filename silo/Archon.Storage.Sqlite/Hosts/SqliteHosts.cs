using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Hosts;

/// <inheritdoc cref="IHostStore"/>
internal sealed class SqliteHosts(SqliteWriter writer, SqliteReaders readers) : IHostStore
{
    public Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => Read(database["find-host"].Bind(origin)).FirstOrDefault(), cancellationToken);

    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database =>
            {
                database["save-host"]
                    .Bind(host.Origin).Bind(host.Limit).Bind(host.Backoff).Bind(host.HeldUntil?.ToUnixTimeMilliseconds())
                    .Bind((long)host.Delay.TotalMilliseconds).Bind(host.LastStatus).Bind(host.Requests).Bind(host.UpdatedAt.ToUnixTimeMilliseconds())
                    .Run();
                database["forget-hosts"].Bind((host.UpdatedAt - HostRecord.Lifetime).ToUnixTimeMilliseconds()).Run();
                return true;
            },
            cancellationToken);

    public Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync<ImmutableArray<HostRecord>>(database => [.. Read(database["list-hosts"].Bind(limit))], cancellationToken);

    private static List<HostRecord> Read(Statement row)
    {
        var hosts = new List<HostRecord>();
        while (row.Step())
        {
            hosts.Add(new HostRecord
            {
                Origin = row.Text(0),
                Limit = row.Double(1),
                Backoff = row.Int32(2),
                HeldUntil = row.MaybeInt64(3) is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null,
                Delay = TimeSpan.FromMilliseconds(row.Int64(4)),
                LastStatus = (int?)row.MaybeInt64(5),
                Requests = row.Int64(6),
                UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(7)),
            });
        }

        return hosts;
    }
}
