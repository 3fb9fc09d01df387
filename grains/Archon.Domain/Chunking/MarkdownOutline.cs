using System.Collections.Immutable;
using Archon.Domain.Anchors;

namespace Archon.Domain.Chunking;

/// <summary>
/// The blocks of one page of Markdown, read by both the chunker and the code example reader. Blocks only: no emphasis, no links,
/// so the cost is linear in the page. Any text parses.
/// </summary>
public sealed class MarkdownOutline
{
    // Blocks take several times their text: those of a larger page are parsed anew for each reader, and each only until it was read.
    private const int Large = 96 * 1024;

    private MarkdownOutline(string markdown, ImmutableArray<PageAnchor> anchors, int large, CancellationToken cancellationToken)
    {
        Markdown = markdown;
        Anchors = anchors;
        Lines = new LineTable(markdown);
        // Markdig would do this replacement itself, on a copy; done here its slices still point into the text we hold.
        Parsed = markdown.Replace('\0', '\uFFFD');
        var blocks = new OutlineReader(Parsed, Lines, anchors, cancellationToken);
        Blocks = markdown.Length < large ? [.. blocks] : blocks;
    }

    /// <summary>The page, as given.</summary>
    public string Markdown { get; }

    /// <summary>What leads to its headings and terms, in its order.</summary>
    public ImmutableArray<PageAnchor> Anchors { get; }

    internal LineTable Lines { get; }

    /// <summary>The text Markdig's slices point into: same length and positions as <see cref="Markdown"/>.</summary>
    internal string Parsed { get; }

    /// <summary>The page's outermost blocks in order. Whoever keeps one keeps what it was parsed from.</summary>
    internal IEnumerable<OutlineBlock> Blocks { get; }

    /// <param name="markdown">The page.</param>
    /// <param name="cancellationToken">Gives the parsing up, here or while the page's blocks are read.</param>
    public static MarkdownOutline Parse(string markdown, CancellationToken cancellationToken = default) => Parse(markdown, [], Large, cancellationToken);

    /// <param name="markdown">The page.</param>
    /// <param name="anchors">What leads to its headings and terms, in its order.</param>
    /// <param name="cancellationToken">Gives the parsing up, here or while the page's blocks are read.</param>
    public static MarkdownOutline Parse(string markdown, ImmutableArray<PageAnchor> anchors, CancellationToken cancellationToken = default) =>
        Parse(markdown, anchors, Large, cancellationToken);

    /// <param name="markdown">The page.</param>
    /// <param name="large">Characters from which its blocks are not kept.</param>
    /// <param name="cancellationToken">Gives the parsing up, here or while the page's blocks are read.</param>
    internal static MarkdownOutline Parse(string markdown, int large, CancellationToken cancellationToken = default) => Parse(markdown, [], large, cancellationToken);

    /// <summary>What leads into a chunk; see <see cref="PassageFragments"/>.</summary>
    /// <param name="start">Where its range begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="content">Its text: the range, or one that ends with it where it repeats some of what is above.</param>
    /// <param name="draft">What it was made of.</param>
    internal string FragmentsOf(int start, int end, string content, in ChunkDraft draft)
    {
        var below = Markdown.AsSpan(start);
        var line = start + (below.Length - below.TrimStart().Length);
        var first = FragmentAt(line, draft.Leading);

        // Of a fence that was closed and opened again the parts have no sections.
        if (Anchors.IsDefaultOrEmpty || !content.AsSpan().EndsWith(below[..(end - start)]))
        {
            return first;
        }

        // Where a heading has a heading or a term right below it, the first leads to that, and its own is among those inside.
        var shift = content.Length - end;
        var inside = Inside(line, end, shift, draft).Where(anchor => anchor.Start > line + shift || anchor.Fragment != first);
        return PassageFragments.Write(first, inside);
    }

    // A term's own, else that of the innermost heading above it that has one; empty for none.
    private string FragmentAt(int line, HeadingNode? heading) =>
        PageAnchors.In(Anchors, line, line + 1) is { Length: > 0 } own && heading?.Leads(own) is not true ? own : heading?.Fragment ?? "";

    // Where a section goes on below its terms, what leads there is what leads to the section.
    private IEnumerable<PageAnchor> Inside(int start, int end, int shift, ChunkDraft draft) => PageAnchors.Between(Anchors, start, end)
        .Select(anchor => new PageAnchor(anchor.Start + shift, anchor.Fragment.Length > 0 ? anchor.Fragment : HeadingNode.SectionOf(draft.Heading)?.Fragment ?? ""));

    private static MarkdownOutline Parse(string markdown, ImmutableArray<PageAnchor> anchors, int large, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return new(markdown, anchors, large, cancellationToken);
    }
}
