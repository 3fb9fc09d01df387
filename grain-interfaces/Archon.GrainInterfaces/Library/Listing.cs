using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Library;

/// <summary>One page of a list.</summary>
[GenerateSerializer, Immutable, Alias("archon.listing`1")]
public sealed record Listing<T>
{
    /// <summary>The rows, in the list's order.</summary>
    [Id(0)] public required ImmutableArray<T> Items { get; init; }

    /// <summary>Where the next page begins; null at the end. Opaque.</summary>
    [Id(1)] public string? NextCursor { get; init; }
}
