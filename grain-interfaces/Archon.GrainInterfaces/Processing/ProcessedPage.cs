using System.Collections.Immutable;
using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Processing;

/// <summary>What a document gave.</summary>
[GenerateSerializer, Immutable, Alias("archon.processed-page")]
public sealed record ProcessedPage
{
    /// <summary>The number of the reason it could not be processed; 0 for none.</summary>
    [Id(0)] public int Reason { get; init; }

    /// <summary>A sentence about the reason.</summary>
    [Id(1)] public string? Detail { get; init; }

    /// <summary>Title in one line; empty when it has none.</summary>
    [Id(2)] public string Title { get; init; } = "";

    /// <summary>Main content as Markdown; empty when nothing is left.</summary>
    [Id(3)] public string Markdown { get; init; } = "";

    /// <summary>SHA-256 of the Markdown's UTF-8 bytes, lower-case hexadecimal.</summary>
    [Id(4)] public string ContentHash { get; init; } = "";

    /// <summary>Language tag, when stated.</summary>
    [Id(5)] public string? Language { get; init; }

    /// <summary>The canonical URL the document names for itself, when it differs only by an index file or trailing slash.</summary>
    [Id(6)] public string? SameAs { get; init; }

    /// <summary>The document asks not to be stored.</summary>
    [Id(7)] public bool NoIndex { get; init; }

    /// <summary>The chunks, in order.</summary>
    [Id(8)] public ImmutableArray<ProcessedChunk> Chunks { get; init; } = [];

    /// <summary>The code examples, in order.</summary>
    [Id(9)] public ImmutableArray<ProcessedCode> CodeExamples { get; init; } = [];

    /// <summary>Canonical URLs of links that passed every rule.</summary>
    [Id(10)] public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>Links a rule refused.</summary>
    [Id(11)] public ImmutableArray<ProcessedRefusal> Refused { get; init; } = [];

    /// <summary>Addresses of the sitemaps the document names.</summary>
    [Id(12)] public ImmutableArray<string> Sitemaps { get; init; } = [];

    /// <summary>What the document links to, before any rule; empty when it asks not to be followed and the crawl obeys.</summary>
    [Id(13)] public ImmutableArray<string> Hrefs { get; init; } = [];

    /// <summary>By what its text is told from one that is nearly the same; 0 for a text without words.</summary>
    [Id(14)] public long Signature { get; init; }

    /// <summary>The other canonical URL of the same site that the document says is its own; null when it is <see cref="SameAs"/>.</summary>
    [Id(15)] public string? Claims { get; init; }

    /// <summary>The canonical URL of its own Markdown, on the same origin, when it names one.</summary>
    [Id(16)] public string? Twin { get; init; }

    /// <summary>Hashes of its lines, by which it is told whether another page has said the same; 48 at most.</summary>
    [Id(18)] public ImmutableArray<long> Lines { get; init; } = [];

    /// <summary>What stands at its edges; null when that was not asked for. Default: null.</summary>
    [Id(21)] public PageEdges? Edges { get; init; }

    /// <summary>What leads to its headings and terms: a line for each, where it is in the Markdown, a blank, its fragment. Null when nothing does. Default: null.</summary>
    [Id(22)] public string? Anchors { get; init; }
}

/// <summary>A chunk of a document.</summary>
[GenerateSerializer, Immutable, Alias("archon.processed-chunk")]
public sealed record ProcessedChunk
{
    /// <summary>The headings above it, outermost first.</summary>
    [Id(0)] public required ImmutableArray<string> HeadingPath { get; init; }

    /// <summary>The text.</summary>
    [Id(1)] public required string Content { get; init; }

    /// <summary>First character in the Markdown.</summary>
    [Id(2)] public required int Start { get; init; }

    /// <summary>One past the last character.</summary>
    [Id(3)] public required int End { get; init; }

    /// <summary>Size in tokens.</summary>
    [Id(4)] public required int Tokens { get; init; }

    /// <summary>What leads to the section it begins in, and to those that begin inside (<c>PassageFragments</c>); empty for none. Default: empty.</summary>
    [Id(5)] public string Fragments { get; init; } = "";
}

/// <summary>A code example of a document.</summary>
[GenerateSerializer, Immutable, Alias("archon.processed-code")]
public sealed record ProcessedCode
{
    /// <summary>Language, lower case; null when unknown.</summary>
    [Id(0)] public string? Language { get; init; }

    /// <summary>The code to the byte.</summary>
    [Id(1)] public required string Code { get; init; }

    /// <summary>The headings above it, outermost first.</summary>
    [Id(2)] public required ImmutableArray<string> HeadingPath { get; init; }

    /// <summary>The prose that explains it.</summary>
    [Id(3)] public required string Context { get; init; }

    /// <summary>Its caption, else its heading; empty when there is neither.</summary>
    [Id(4)] public string Title { get; init; } = "";

    /// <summary>The language was told from the code alone.</summary>
    [Id(5)] public bool IsGuessed { get; init; }

    /// <summary>The label of its tab; null when it stands in none.</summary>
    [Id(6)] public string? Tab { get; init; }

    /// <summary>The place of the first example of its tabs; null when it stands in no tab.</summary>
    [Id(7)] public int? TabsBegin { get; init; }

    /// <summary>By what it is told from examples that are nearly the same; 40 bytes at most.</summary>
    [Id(8)] public ImmutableArray<byte> Sketch { get; init; } = [];

    /// <summary>The fragment that leads to the section it stands in; empty for none. Default: empty.</summary>
    [Id(9)] public string Fragment { get; init; } = "";
}

/// <summary>A refused link of a document.</summary>
[GenerateSerializer, Immutable, Alias("archon.processed-refusal")]
public sealed record ProcessedRefusal
{
    /// <summary>Canonical URL, or the text as found.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>The number of the rule's reason.</summary>
    [Id(1)] public required int Reason { get; init; }
}
