using System.Collections.Immutable;
using Archon.Storage.Postgres.Knowledge;

namespace Archon.Storage.Postgres.Surveying;

/// <summary>How a database stands, for people who look for what is wrong with it.</summary>
public sealed record PostgresFacts
{
    /// <summary>Oldest PostgreSQL that will do, as the server itself counts (15.0 is 150,000).</summary>
    public const int NeededVersion = 150_000;

    /// <summary>Host, port and database.</summary>
    public required string Server { get; init; }

    /// <summary>In the server's words, such as 17.5.</summary>
    public required string Version { get; init; }

    /// <summary>As a number that can be compared: 170005.</summary>
    public required int VersionNumber { get; init; }

    /// <summary>A standby, or set so.</summary>
    public required bool IsReadOnly { get; init; }

    /// <summary>There is a schema that tables would be made in.</summary>
    public bool HasSearchPath { get; init; } = true;

    /// <summary>The user may make tables.</summary>
    public required bool MayCreate { get; init; }

    /// <summary>Version of pgvector in this database; null when it is not there.</summary>
    public required string? Pgvector { get; init; }

    /// <summary>Version of pgvector that the server could make; null when it is not installed.</summary>
    public required string? PgvectorAvailable { get; init; }

    /// <summary>The user may make it: a superuser, unless the server's packager trusts the extension.</summary>
    public required bool MayMakePgvector { get; init; }

    /// <summary>Last migration; 0 when there was none yet.</summary>
    public required int SchemaVersion { get; init; }

    /// <summary>Last migration that this program knows.</summary>
    public required int KnownSchemaVersion { get; init; }

    /// <summary>Connections the server allows.</summary>
    public required int MaxConnections { get; init; }

    /// <summary>Connections it has now.</summary>
    public required int Connections { get; init; }

    /// <summary>How far this machine's clock is ahead of the server's; negative when behind.</summary>
    public required TimeSpan ClockAhead { get; init; }

    /// <summary>The cluster whose database it is; null before its first node. Read when the schema is this program's.</summary>
    public string? Cluster { get; init; }

    /// <summary>Why a node with this machine's embedder would be refused; null when it would not. Read when the schema is this program's.</summary>
    public ModelConflict? Conflict { get; init; }

    /// <summary>Silos that are active or join; read when the schema is this program's.</summary>
    public ImmutableArray<MemberFacts> Members { get; init; } = [];
}

/// <summary>One silo of the cluster, as the table of members has it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">IP address at which the others reach it.</param>
/// <param name="Port">Port at which they do.</param>
/// <param name="IsActive">False while it joins.</param>
/// <param name="SignAge">How long ago it gave a sign of life.</param>
/// <param name="ClockAhead">How far its clock was ahead of the server's then; negative when behind.</param>
/// <param name="TakesGateways">It has a port for gateways that stand alone.</param>
public sealed record MemberFacts(string Name, string Address, int Port, bool IsActive, TimeSpan SignAge, TimeSpan ClockAhead, bool TakesGateways);
