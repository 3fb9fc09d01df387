using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Archon.Storage.Postgres;

/// <summary>Where a cluster's memory is. Section <c>Archon:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// Npgsql connection string of a PostgreSQL 15 or newer with pgvector 0.8 or newer; the user may create tables there. Set: this node is part of a
    /// cluster. Not set: it is an embedded node. Default: not set.
    /// </summary>
    [Required]
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Let this node's embedder take the place of the one that the database's vectors are of. Every node of the cluster must then have
    /// the new one. Default: false, and a node with another embedder does not start.
    /// </summary>
    public bool ReplaceEmbeddingModel { get; set; }

    /// <summary>
    /// Let the cluster take this node's <c>Archon:Orleans:ClusterId</c> for its name, once no silo of its former name lives. Take it away again when it
    /// has. Default: false, and a node whose ClusterId is not the database's does not start.
    /// </summary>
    public bool RenameCluster { get; set; }

    /// <summary>What to say of a connection string that is none.</summary>
    public const string BadConnection =
        "Archon:Postgres:ConnectionString is not a connection string; write it like Host=db.example.org;Username=archon;Password=…;Database=archon.";

    /// <summary>True when it can be read, and names a host.</summary>
    public static bool IsConnection(string text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
