using System.Collections.Immutable;
using Archon.Domain.Anchors;

namespace Archon.Domain.Extraction;

/// <summary>What a document says once everything around it is gone.</summary>
public sealed record ExtractedPage
{
    /// <summary>Characters of a title that are kept: it goes with every chunk of the document.</summary>
    public const int LongestTitle = 500;

    // RFC 5646, 4.4.1: tags that are registered fit in 35.
    private const int LongestLanguage = 35;

    /// <summary>The document's title in one line, of <see cref="LongestTitle"/> characters at most; empty when it has none.</summary>
    public required string Title { get; init => field = Cut(value); }

    /// <summary>The main content as GitHub-flavoured Markdown, LF line ends, links absolute; empty when nothing is left.</summary>
    public required string Markdown { get; init; }

    /// <summary>What leads to its headings, and to terms that it defines, in the order of <see cref="Markdown"/>.</summary>
    public ImmutableArray<PageAnchor> Anchors { get; init; } = [];

    /// <summary>The language tag of the document (BCP 47) as it states it; null when it is none.</summary>
    public string? Language { get; init => field = value?.Length > LongestLanguage ? null : value; }

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

    private static string Cut(string title) =>
        title.Length <= LongestTitle ? title : title[..(LongestTitle - (char.IsHighSurrogate(title[LongestTitle - 1]) ? 1 : 0))].TrimEnd();
}
