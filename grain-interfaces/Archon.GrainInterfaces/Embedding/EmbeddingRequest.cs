namespace Archon.GrainInterfaces.Embedding;

/// <summary>A request to the embedder, as its budget sees it.</summary>
[GenerateSerializer, Immutable, Alias("archon.embedding-request")]
public sealed record EmbeddingRequest
{
    /// <summary>About how many tokens its texts have.</summary>
    [Id(0)] public required int Tokens { get; init; }

    /// <summary>Requests of a minute that the settings allow; null for any number.</summary>
    [Id(1)] public long? RequestsPerMinute { get; init; }

    /// <summary>Tokens of a minute that the settings allow; null for any number.</summary>
    [Id(2)] public long? TokensPerMinute { get; init; }
}
