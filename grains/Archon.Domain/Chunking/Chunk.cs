using System.Collections.Immutable;

namespace Archon.Domain.Chunking;

/// <summary>A piece of a page's Markdown, small enough to embed and whole enough to read.</summary>
/// <param name="Ordinal">Position on its page, from 0, contiguous.</param>
/// <param name="HeadingPath">The headings above it, outermost first, and last the term that it describes where an address leads to that; empty before the first heading.</param>
/// <param name="Content">The text; when no overlap or fence repair was needed, exactly the page's Markdown in the range.</param>
/// <param name="Start">First character of the range in the page's Markdown (UTF-16 units).</param>
/// <param name="End">One past the last character of the range. Ranges do not overlap: what a chunk repeats of the one before is in its content alone.</param>
/// <param name="Tokens">Its size in tokens, as the token estimate counts them.</param>
public sealed record Chunk(int Ordinal, ImmutableArray<string> HeadingPath, string Content, int Start, int End, int Tokens)
{
    /// <summary>What leads to the section it begins in, and to those that begin inside (<see cref="Anchors.PassageFragments"/>); empty when the page has none such.</summary>
    public string Fragments { get; init; } = "";
}
