using System.Collections.Immutable;

namespace Archon.Domain.Extraction;

/// <summary>What a document says once everything around it is gone.</summary>
public sealed record ExtractedPage
{
    /// <summary>The document's title in one line; empty when it has none.</summary>
    public required string Title { get; init; }

    /// <summary>The main content as GitHub-flavoured Markdown, LF line ends, links absolute; empty when nothing is left.</summary>
    public required string Markdown { get; init; }

    /// <summary>The language tag of the document (BCP 47) as it states it.</summary>
    public string? Language { get; init; }

    /// <summary>The absolute address in <c>link rel=canonical</c>, not yet canonicalised.</summary>
    public string? CanonicalLink { get; init; }

    /// <summary>The absolute address in <c>link rel=alternate type=text/markdown</c>, not yet canonicalised.</summary>
    public string? MarkdownLink { get; init; }

    /// <summary>Every address the document links to (a, area, frame, iframe), absolute, in document order, each once; navigation included.</summary>
    public ImmutableArray<string> Links { get; init; } = [];

    /// <summary>The absolute addresses in <c>link rel=sitemap</c>, each once.</summary>
    public ImmutableArray<string> Sitemaps { get; init; } = [];

    /// <summary>The document's meta robots asks not to be stored.</summary>
    public bool NoIndex { get; init; }

    /// <summary>The document's meta robots asks not to follow its links.</summary>
    public bool NoFollow { get; init; }
}
