using Archon.Ports.Storage;
using Npgsql;

namespace Archon.Storage.Postgres.Connections;

/// <summary>Which key the silos of this cluster encrypt with. The first that has one says so; a silo that could not open what the others seal is refused.</summary>
internal sealed class ClusterKey(PostgresDatabase database)
{
    /// <param name="cluster">The cluster's name, which it has.</param>
    /// <param name="key">The name of this silo's key; null when it has none.</param>
    /// <param name="silence">Who has given no sign of life for so long is taken for dead.</param>
    /// <param name="replace">The cluster's key may become this one, once none of its silos lives.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StorageUnavailableException">The cluster has another key; the message says what to do.</exception>
    public Task ClaimAsync(string cluster, string? key, TimeSpan silence, bool replace, CancellationToken cancellationToken) =>
        database.InTransactionAsync(connection => ClaimAsync(connection, cluster, key, silence, replace, cancellationToken), cancellationToken);

    private static async Task<bool> ClaimAsync(NpgsqlConnection connection, string cluster, string? key, TimeSpan silence, bool replace, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("lock-schema").Bind(SchemaMigrator.LockKey)], cancellationToken).ConfigureAwait(false);
        var keys = await PostgresDatabase.QueryAsync(connection, Statements.Named("secret-key"), row => row.MaybeText(0), cancellationToken).ConfigureAwait(false);
        var known = keys is [var one] ? one : null;
        if (known == key)
        {
            return true;
        }

        if (known is not null)
        {
            await RequireReplacementAsync(connection, cluster, key, silence, replace, cancellationToken).ConfigureAwait(false);
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("set-secret-key").Bind(key)], cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task RequireReplacementAsync(
        NpgsqlConnection connection, string cluster, string? key, TimeSpan silence, bool replace, CancellationToken cancellationToken)
    {
        if (!replace)
        {
            throw new StorageUnavailableException(
                $"The silos of the cluster '{cluster}' encrypt what sites are told with a key, and this node has {(key is null ? "none" : "another one")}: give it the same "
                + "Archon:Secrets:Key. To change the key, stop all nodes and start one with the new key and Archon:Secrets:ReplaceKey set to true; what was encrypted with the former "
                + "cannot be read then.");
        }

        var live = await PostgresDatabase.QueryAsync(
            connection, Statements.Named("live-silos").Bind(cluster).Bind(silence.TotalSeconds), row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (live.Count > 0)
        {
            throw new StorageUnavailableException(
                $"The key of the cluster '{cluster}' cannot be replaced while its silos live ({string.Join(", ", live)}). Stop all its nodes; one that was killed counts as alive for "
                + $"{silence.TotalSeconds:0} s.");
        }
    }
}
