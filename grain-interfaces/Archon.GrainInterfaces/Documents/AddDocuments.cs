using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Documents;

/// <summary>
/// Hands documents in: they are made searchable as the pages of a crawl are. Many can be handed in piece by piece, as the documents of one crawl.
/// </summary>
[GenerateSerializer, Immutable, Alias("archon.add-documents")]
public sealed record AddDocuments
{
    /// <summary>
    /// The source that they belong to: a name of 1 to 100 characters, or the address of the folder they lie in, <c>file:///home/me/docs/</c>. What a source
    /// has of an address is replaced when it has changed, and kept with its chunks and vectors when it has not.
    /// </summary>
    [Id(0)] public required string Source { get; init; }

    /// <summary>The documents; each name once.</summary>
    [Id(1)] public ImmutableArray<DocumentFile> Documents { get; init; } = [];

    /// <summary>Labels for the source. Default: none.</summary>
    [Id(2)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Lift code examples out. Default: true.</summary>
    [Id(3)] public bool ExtractCode { get; init; } = true;

    /// <summary>
    /// Folders whose documents are all handed in: when the crawl ends, what else the source has of them is taken away. A path below the source, <c>/</c> for
    /// all of it, or an address that begins with <c>file:///</c>. Default: none.
    /// </summary>
    [Id(4)] public ImmutableArray<string> Folders { get; init; } = [];

    /// <summary>The crawl that documents were handed in for before, with <see cref="More"/>. Default: a new one.</summary>
    [Id(5)] public string? CrawlId { get; init; }

    /// <summary>More documents of the crawl follow: these are kept, and it does not begin yet. Default: false.</summary>
    [Id(6)] public bool More { get; init; }
}
