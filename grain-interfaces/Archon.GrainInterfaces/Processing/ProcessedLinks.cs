using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Processing;

/// <summary>Links, sorted.</summary>
[GenerateSerializer, Immutable, Alias("archon.processed-links")]
public sealed record ProcessedLinks
{
    /// <summary>Canonical URLs of links that passed every rule.</summary>
    [Id(0)] public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>Links a rule refused.</summary>
    [Id(1)] public ImmutableArray<ProcessedRefusal> Refused { get; init; } = [];
}
