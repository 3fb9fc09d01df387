using Archon.Silo.Hosting;
using Archon.Storage.Postgres;
using Npgsql;

namespace Archon.Deploy.Tests;

/// <summary>Connections that nodes open, and that servers allow.</summary>
internal static class Connections
{
    /// <summary>What PostgreSQL keeps for superusers unless it is told otherwise.</summary>
    public const int Kept = 3;

    /// <summary>What others get of a server's own max_connections.</summary>
    public const int OfAStockServer = 100 - Kept;

    /// <summary>The most that a node opens.</summary>
    public static int OfANode(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        var pool = settings.ShouldSerialize("Maximum Pool Size") ? settings.MaxPoolSize : PostgresOptions.DefaultPoolSize;
        return pool + PostgresOptions.CommitPoolSize + ClusterSetup.PoolSize;
    }
}
