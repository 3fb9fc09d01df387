using System.Collections.Immutable;
using Archon.Silo.Hosting;
using Archon.Storage.Postgres.Surveying;

namespace Archon.Silo.Surveying;

/// <summary>How the cluster that is configured stands, seen from this machine.</summary>
public sealed record ClusterFacts
{
    /// <summary>Its name.</summary>
    public required string ClusterId { get; init; }

    /// <summary>What is wrong with the settings, one sentence each; empty when nothing is.</summary>
    public required ImmutableArray<string> WrongSettings { get; init; }

    /// <summary>The database; null when it could not be asked.</summary>
    public PostgresFacts? Database { get; init; }

    /// <summary>Why it could not be asked.</summary>
    public string? DatabaseFault { get; init; }

    /// <summary>How often a member gives a sign of life, by the settings of this machine (<c>Archon:Orleans:Membership:SignOfLife</c>).</summary>
    public required TimeSpan SignOfLife { get; init; }

    /// <summary>A last sign that is older says that the member is frozen or dead.</summary>
    public TimeSpan SignTolerance => SignOfLife * ClusterSetup.MissedSigns;

    /// <summary>Members that could not be dialled from here, by address and port.</summary>
    public ImmutableHashSet<string> Unreachable { get; init; } = [];
}
