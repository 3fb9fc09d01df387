using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;

namespace Archon.Ports.Storage;

/// <summary>What is stored of a page.</summary>
public sealed record DocumentContent
{
    /// <summary>Title in one line; the URL when the page has none.</summary>
    public required string Title { get; init; }

    /// <summary>Main content as Markdown.</summary>
    public required string Markdown { get; init; }

    /// <summary>SHA-256 of the Markdown's UTF-8 bytes, lower-case hexadecimal.</summary>
    public required string ContentHash { get; init; }

    /// <summary>Language tag, when the page states one.</summary>
    public string? Language { get; init; }

    /// <summary>ETag as sent.</summary>
    public string? ETag { get; init; }

    /// <summary>Last-Modified as sent.</summary>
    public string? LastModified { get; init; }

    /// <summary>How it was read (<see cref="Domain.Crawling.PageReading"/>). Kept, with the links, when it has an ETag or a Last-Modified.</summary>
    public string? Reading { get; init; }

    /// <summary>What it links to, as it stands there, before any rule: followed again when the server says that it has not changed.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>By what its text is told from one that is nearly the same (<see cref="Domain.Extraction.TextSignature"/>); 0 for none.</summary>
    public long Signature { get; init; }

    /// <summary>The other address that the page says is its own; see <see cref="IFrontierStore.TakeDuplicatesAsync"/>.</summary>
    public string? Claims { get; init; }

    /// <summary>What leads to its places (<see cref="Domain.Anchors.PageAnchors.Write"/>); null when nothing does. It is no part of the content that is compared.</summary>
    public string? Anchors { get; init; }

    /// <summary>The chunks, in order.</summary>
    public ImmutableArray<Chunk> Chunks { get; init; } = [];

    /// <summary>The code examples, in order.</summary>
    public ImmutableArray<CodeExample> CodeExamples { get; init; } = [];
}
