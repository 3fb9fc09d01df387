using Archon.Ports.Storage;
using Npgsql;

namespace Archon.Storage.Postgres.Connections;

/// <summary>The name of the cluster whose database this is. The first node gives it its own; a node of another name is refused.</summary>
internal sealed class ClusterName(PostgresDatabase database)
{
    /// <param name="name">This node's.</param>
    /// <param name="silence">Who has given no sign of life for so long is taken for dead.</param>
    /// <param name="rename">The database's name may become this one, once no silo of the former lives.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The database is another cluster's; the message says which and what to do.</exception>
    public Task ClaimAsync(string name, TimeSpan silence, bool rename, CancellationToken cancellationToken) =>
        database.InTransactionAsync(connection => ClaimAsync(connection, name, silence, rename, cancellationToken), cancellationToken);

    private async Task<bool> ClaimAsync(NpgsqlConnection connection, string name, TimeSpan silence, bool rename, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("lock-schema").Bind(SchemaMigrator.LockKey)], cancellationToken).ConfigureAwait(false);
        var names = await PostgresDatabase.QueryAsync(connection, Statements.Named("cluster-name"), row => row.Text(0), cancellationToken).ConfigureAwait(false);
        if (names is [var known] && known != name)
        {
            if (!rename)
            {
                throw new StorageUnavailableException(
                    $"The database {database.Server} is the cluster '{known}', and Archon:Orleans:ClusterId of this node is '{name}'. One database is one cluster: set "
                    + $"ClusterId to '{known}', or give this node a database of its own. To rename the cluster, stop all its nodes and start one with the new name and "
                    + "Archon:Postgres:RenameCluster set to true.");
            }

            var live = await PostgresDatabase.QueryAsync(
                connection, Statements.Named("live-silos").Bind(known).Bind(silence.TotalSeconds), row => row.GetString(0), cancellationToken).ConfigureAwait(false);
            if (live.Count > 0)
            {
                throw new StorageUnavailableException(
                    $"The cluster '{known}' of the database {database.Server} cannot be renamed to '{name}' while its silos live ({string.Join(", ", live)}). Stop all its "
                    + $"nodes; one that was killed counts as alive for {silence.TotalSeconds:0} s.");
            }
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("name-cluster").Bind(name)], cancellationToken).ConfigureAwait(false);
        return true;
    }
}
