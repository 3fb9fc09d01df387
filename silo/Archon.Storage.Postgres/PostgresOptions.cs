using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Archon.Storage.Postgres;

/// <summary>Where a cluster's memory is. Section <c>Archon:Postgres</c>.</summary>
public sealed class PostgresOptions
{
    /// <summary>
    /// Npgsql connection string of a PostgreSQL 15 or newer with pgvector 0.8 or newer; the user may create tables there. Set: this node is part of a
    /// cluster. Not set: it is an embedded node. A Maximum Pool Size that it does not name is <see cref="DefaultPoolSize"/>. Default: not set.
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

    /// <summary>
    /// How long a node that starts waits for a database that is away: refuses connections, does not answer, or is starting itself. 00:00:00 to 00:10:00;
    /// 0 does not wait. Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan StartPatience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Connections of a node's store when the connection string names no Maximum Pool Size, so that two nodes fit PostgreSQL's own max_connections of 100.</summary>
    public const int DefaultPoolSize = 20;

    /// <summary>Connections of a node's store for page commits, beside those. More wait their turn; each holds its connection for one round trip.</summary>
    public const int CommitPoolSize = 16;

    /// <summary>What is wrong with a connection string, in a sentence that shows no value of it, for one of them is a password; null when it can be read and names a host.</summary>
    public static string? Fault(string text)
    {
        try
        {
            return string.IsNullOrWhiteSpace(new NpgsqlConnectionStringBuilder(text).Host) ? $"{Key} names no host; {Example}" : null;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            // Not by its name: it may be what follows a semicolon in a password.
            return HasUnknownKeyword(text)
                ? $"{Key} is not a connection string: a keyword is none that PostgreSQL's driver knows, misspelt perhaps, or a password has a semicolon and needs quotes; {Example}"
                : $"{Key} is not a connection string; {Example}";
        }
    }

    private const string Key = "Archon:Postgres:ConnectionString";
    private const string Example = "write it like Host=db.example.org;Username=archon;Password=…;Database=archon.";

    private static bool HasUnknownKeyword(string text)
    {
        try
        {
            var known = new NpgsqlConnectionStringBuilder();
            return new DbConnectionStringBuilder { ConnectionString = text }.Keys.Cast<string>().Any(keyword => !known.ContainsKey(keyword));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>What the attributes say.</summary>
[OptionsValidator]
public sealed partial class PostgresOptionsValidator : IValidateOptions<PostgresOptions>;
