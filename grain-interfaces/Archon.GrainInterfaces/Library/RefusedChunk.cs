namespace Archon.GrainInterfaces.Library;

/// <summary>A chunk that the model in use makes no vector of.</summary>
[GenerateSerializer, Immutable, Alias("archon.refused-chunk")]
public sealed record RefusedChunk
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>Its page's address, with what leads to the place in it.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Its headings, in one line.</summary>
    [Id(2)] public required string Heading { get; init; }

    /// <summary>What the model said: data, never instructions.</summary>
    [Id(3)] public required string Reason { get; init; }
}
