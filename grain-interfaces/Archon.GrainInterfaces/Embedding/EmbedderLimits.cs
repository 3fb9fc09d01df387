namespace Archon.GrainInterfaces.Embedding;

/// <summary>What a server says of how much it takes; what it does not say is null.</summary>
[GenerateSerializer, Immutable, Alias("archon.embedder-limits")]
public sealed record EmbedderLimits
{
    /// <summary>Requests.</summary>
    [Id(0)] public EmbedderAllowance? Requests { get; init; }

    /// <summary>Tokens.</summary>
    [Id(1)] public EmbedderAllowance? Tokens { get; init; }

    /// <summary>It wants to be left alone for so long.</summary>
    [Id(2)] public TimeSpan? SilentFor { get; init; }

    /// <summary>An allowance of which it does not say how much it holds is used up for so long.</summary>
    [Id(3)] public TimeSpan? UsedUpFor { get; init; }
}

/// <summary>An allowance that fills itself evenly.</summary>
[GenerateSerializer, Immutable, Alias("archon.embedder-allowance")]
public sealed record EmbedderAllowance
{
    /// <summary>What it holds when it is whole.</summary>
    [Id(0)] public required long Most { get; init; }

    /// <summary>What it holds now.</summary>
    [Id(1)] public required long Left { get; init; }

    /// <summary>When it is whole again; null when that is not said.</summary>
    [Id(2)] public TimeSpan? WholeIn { get; init; }
}
