using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Documents;

/// <summary>Makes documents durable for a crawl that is to be made of them, under an id the caller chose.</summary>
[GenerateSerializer, Immutable, Alias("archon.keep-documents")]
public sealed record KeepDocuments
{
    /// <summary>The crawl.</summary>
    [Id(0)] public required string CrawlId { get; init; }

    /// <summary>See <see cref="AddDocuments.Source"/>.</summary>
    [Id(1)] public required string Source { get; init; }

    /// <summary>The documents.</summary>
    [Id(2)] public required ImmutableArray<DocumentFile> Documents { get; init; }
}
