using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Anchors;

namespace Archon.Domain.Extraction;

/// <summary>
/// The short blocks near a page's beginning and end, by which it is found out what stands on every page of a site: "Was this page helpful?", a newsletter, who
/// may copy it. A block is what stands between blank lines. What may be the page's own is none of them: headings and what serves as one, code, tables, what is
/// indented below something else, and what introduces the block after it. Links count by their words, and letters without their case; digits, and months beside them, do
/// not count ("Updated 3 May 2026"), unless they are those of a version ("New in 3.2"), which a page says of itself.
/// </summary>
public sealed class EdgeBlocks
{
    /// <summary>Blocks looked at from the beginning; headings do not count.</summary>
    public const int MostFirst = 4;

    /// <summary>Blocks looked at from the end; headings do not count.</summary>
    public const int MostLast = 12;

    /// <summary>Characters of the longest block that is looked at.</summary>
    public const int LongestBlock = 600;

    private readonly string _markdown;
    private readonly ImmutableArray<(MarkdownSpan Span, long Hash)> _edges;
    private readonly int _count;

    private EdgeBlocks(string markdown, ImmutableArray<(MarkdownSpan Span, long Hash)> edges, int count) =>
        (_markdown, _edges, _count) = (markdown, edges, count);

    /// <summary>Each once, in their order.</summary>
    public ImmutableArray<RecurringBlock> Blocks =>
        [.. _edges.DistinctBy(edge => edge.Hash).Select(edge => new RecurringBlock(edge.Hash, BeginningOf(TextOf(_markdown, edge.Span))))];

    /// <summary>The page has blocks beside them; else nothing would be left of it without them.</summary>
    public bool HasMore => _edges.Length < _count;

    /// <summary>Finds them in a page's Markdown; in one pass over its lines.</summary>
    public static EdgeBlocks Of(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var first = ImmutableArray.CreateBuilder<MarkdownSpan>(MostFirst + MostLast);
        var last = new Queue<MarkdownSpan>(MostLast);
        var count = 0;
        foreach (var block in MarkdownSpans.Of(markdown))
        {
            count++;
            if (count <= MostFirst)
            {
                first.Add(block);
                continue;
            }

            if (last.Count == MostLast)
            {
                last.Dequeue();
            }

            last.Enqueue(block);
        }

        first.AddRange(last);
        var edges = ImmutableArray.CreateBuilder<(MarkdownSpan, long)>(first.Count);
        foreach (var block in first)
        {
            if (block.MayBePlain && MarkdownSpans.IsPlain(TextOf(markdown, block)) && BlockHash.Of(TextOf(markdown, block)) is { } hash)
            {
                edges.Add((block, hash));
            }
        }

        return new EdgeBlocks(markdown, edges.DrainToImmutable(), count);
    }

    /// <summary>The Markdown without those that are learned; as it is when it has none, or when nothing but headings would be left.</summary>
    /// <param name="learned">The hashes of <see cref="Blocks"/> that are no content.</param>
    public string Without(ImmutableArray<long> learned) => Without(learned, []).Markdown;

    /// <summary>As above, and what leads to the places of what is left.</summary>
    /// <param name="learned">The hashes of <see cref="Blocks"/> that are no content.</param>
    /// <param name="anchors">What leads to those of the whole.</param>
    public (string Markdown, ImmutableArray<PageAnchor> Anchors) Without(ImmutableArray<long> learned, ImmutableArray<PageAnchor> anchors)
    {
        ImmutableArray<MarkdownSpan> removed = [.. _edges.Where(edge => learned.Contains(edge.Hash)).Select(edge => edge.Span)];
        if (removed.IsEmpty || removed.Length == _count)
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
        var words = Chunking.PlainText.Of(block.ToString().ReplaceLineEndings(" "));
        var end = Math.Min(words.Length, RecurringBlock.LongestText);
        return words[..(end < words.Length && char.IsHighSurrogate(words[end - 1]) ? end - 1 : end)].TrimEnd();
    }

    private static ReadOnlySpan<char> TextOf(string markdown, MarkdownSpan block) => markdown.AsSpan(block.Start, block.End - block.Start);
}
