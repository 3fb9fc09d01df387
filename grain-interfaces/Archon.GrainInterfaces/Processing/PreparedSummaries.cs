using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Processing;

/// <summary>Prompts of summaries, cut to what the model takes.</summary>
[GenerateSerializer, Immutable, Alias("archon.prepared-summaries")]
public sealed record PreparedSummaries
{
    /// <summary>Those of the code examples, in their order, then that of the source.</summary>
    [Id(0)] public ImmutableArray<PreparedSummary> Prompts { get; init; } = [];
}

/// <summary>A prompt.</summary>
[GenerateSerializer, Immutable, Alias("archon.prepared-summary")]
public sealed record PreparedSummary
{
    /// <summary>Hash of what is asked: the same hash has the same answer.</summary>
    [Id(0)] public required string Hash { get; init; }

    /// <summary>The message with the material.</summary>
    [Id(1)] public required string Text { get; init; }

    /// <summary>About how many tokens it has, with the instructions.</summary>
    [Id(2)] public required int Tokens { get; init; }
}
