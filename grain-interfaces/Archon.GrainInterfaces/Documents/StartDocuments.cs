using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Documents;

/// <summary>Starts the crawl of the documents that are kept for it.</summary>
[GenerateSerializer, Immutable, Alias("archon.start-documents")]
public sealed record StartDocuments
{
    /// <summary>See <see cref="AddDocuments.Source"/>.</summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>See <see cref="AddDocuments.Tags"/>.</summary>
    [Id(1)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>See <see cref="AddDocuments.ExtractCode"/>.</summary>
    [Id(2)] public bool ExtractCode { get; init; } = true;

    /// <summary>See <see cref="AddDocuments.Folders"/>.</summary>
    [Id(3)] public ImmutableArray<string> Folders { get; init; } = [];
}
