using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Anchors;

namespace Archon.Domain.Extraction;

/// <summary>
/// The short blocks near a page's beginning and end, by which it is found out what stands on every page of a site: "Was this page helpful?", a newsletter, who
/// may copy it. A block is what stands between blank lines. What may be the page's own is none of them: headings and what serves as one, code, tables, what is
/// indented below something else, and what introduces the block after it. Links count by their words, and letters without their case; numbers count but where the page
/// tells by them when it was changed or how often it was read ("Updated 3 May 2026", <see cref="PageStamp"/>). What is all that stands below a heading is the answer to it, and stays.
/// The page's last headings are known with what begins below them, so that they go with it.
/// </summary>
public sealed class EdgeBlocks
{
    /// <summary>Blocks looked at from the beginning; headings do not count.</summary>
    public const int MostFirst = 4;

    /// <summary>Blocks looked at from the end; headings do not count.</summary>
    public const int MostLast = 12;

    /// <summary>Headings looked at from the end.</summary>
    public const int MostHeadings = 4;

    /// <summary>Characters of the longest block that is looked at.</summary>
    public const int LongestBlock = 600;

    private readonly string _markdown;
    private readonly ImmutableArray<Edge> _edges;
    private readonly EdgeSections _sections;
    private readonly int _count;

    private EdgeBlocks(string markdown, ImmutableArray<Edge> edges, EdgeSections sections, int count) =>
        (_markdown, _edges, _sections, _count) = (markdown, edges, sections, count);

    /// <summary>Each once, in their order; then the headings.</summary>
    public ImmutableArray<RecurringBlock> Blocks =>
        [.. _edges.Concat(_sections.Ends).DistinctBy(edge => edge.Hash).Select(edge => new RecurringBlock(edge.Hash, BeginningOf(TextOf(_markdown, edge.Span))))];

    /// <summary>The page has blocks beside them; else nothing would be left of it without them.</summary>
    public bool HasMore => _edges.Length < _count;

    /// <summary>Finds them in a page's Markdown; in one pass over its lines.</summary>
    public static EdgeBlocks Of(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var first = ImmutableArray.CreateBuilder<(MarkdownSpan Block, int Section)>(MostFirst + MostLast);
        var last = new Queue<(MarkdownSpan, int)>(MostLast);
        var sections = new EdgeSections(markdown);
        var count = 0;
        foreach (var block in MarkdownSpans.Of(markdown))
        {
            if (block.IsHeading)
            {
                sections.Begin(block);
                continue;
            }

            count++;
            var placed = (block, sections.Add(block));
            if (count <= MostFirst)
            {
                first.Add(placed);
                continue;
            }

            if (last.Count == MostLast)
            {
                last.Dequeue();
            }

            last.Enqueue(placed);
        }

        first.AddRange(last);
        var edges = ImmutableArray.CreateBuilder<Edge>(first.Count);
        foreach (var (block, section) in first)
        {
            if (block.MayBePlain && MarkdownSpans.IsPlain(TextOf(markdown, block)) && BlockHash.Of(TextOf(markdown, block)) is { } hash)
            {
                edges.Add(new Edge(block, hash, section));
            }
        }

        var found = edges.DrainToImmutable();
        sections.Close(found);
        return new EdgeBlocks(markdown, found, sections, count);
    }

    /// <summary>The Markdown without those that are learned; as it is when it has none, or when nothing but headings would be left.</summary>
    /// <param name="learned">The hashes of <see cref="Blocks"/> that are no content.</param>
    public string Without(ImmutableArray<long> learned) => Without(learned, []).Markdown;

    /// <summary>As above, and what leads to the places of what is left.</summary>
    /// <param name="learned">The hashes of <see cref="Blocks"/> that are no content.</param>
    /// <param name="anchors">What leads to those of the whole.</param>
    public (string Markdown, ImmutableArray<PageAnchor> Anchors) Without(ImmutableArray<long> learned, ImmutableArray<PageAnchor> anchors)
    {
        if (learned.IsDefaultOrEmpty)
        {
            return (_markdown, anchors);
        }

        ImmutableArray<Edge> known = [.. _edges.Where(edge => learned.Contains(edge.Hash))];
        var removed = _count > 0 && known.Length == _count ? [] : _sections.Without(known, learned);
        if (removed.IsEmpty)
        {
            return (_markdown, anchors);
        }

        var left = new StringBuilder(_markdown.Length);
        var cuts = new List<(int Start, int End)>(removed.Length);
        var from = 0;
        foreach (var block in removed)
        {
            left.Append(_markdown, from, block.Start - from);
            from = block.End;
            while (from < _markdown.Length && _markdown[from] == '\n')
            {
                from++;
            }

            cuts.Add((block.Start, from));
        }

        left.Append(_markdown, from, _markdown.Length - from);

        // The last block leaves the blank line before it.
        var markdown = string.Concat(left.ToString().AsSpan().TrimEnd('\n'), _markdown.AsSpan(_markdown.AsSpan().TrimEnd('\n').Length));
        return (markdown, PageAnchors.Without(anchors, cuts));
    }

    private static string BeginningOf(ReadOnlySpan<char> block)
    {
        var words = Chunking.PlainText.Of(block.TrimStart("# ").ToString().Replace("\n\n", ": ", StringComparison.Ordinal).ReplaceLineEndings(" "));
        var end = Math.Min(words.Length, RecurringBlock.LongestText);
        return words[..(end < words.Length && char.IsHighSurrogate(words[end - 1]) ? end - 1 : end)].TrimEnd();
    }

    private static ReadOnlySpan<char> TextOf(string markdown, MarkdownSpan block) => markdown.AsSpan(block.Start, block.End - block.Start);

    /// <param name="Span">The block; of a heading with what begins below it.</param>
    /// <param name="Hash">By what it is known again.</param>
    /// <param name="Section">Headings of the page down to it.</param>
    internal readonly record struct Edge(MarkdownSpan Span, long Hash, int Section);
}
