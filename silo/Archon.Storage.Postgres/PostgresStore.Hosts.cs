using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres;

public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) => _hosts.FindHostAsync(origin, cancellationToken);

    /// <inheritdoc/>
    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) => _hosts.SaveHostAsync(host, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) => _hosts.ListHostsAsync(limit, cancellationToken);
}
