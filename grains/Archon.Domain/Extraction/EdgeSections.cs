using System.Collections.Immutable;

namespace Archon.Domain.Extraction;

/// <summary>The headings of a page, and what of its edges stands below each: a heading of which nothing would be left keeps its text, or goes with it.</summary>
/// <param name="markdown">The page.</param>
internal sealed class EdgeSections(string markdown)
{
    // What stands before the first heading.
    private readonly List<Section> _sections = [default];

    /// <summary>The page's last headings, of which nothing would be left if all below them recurs; the last first.</summary>
    public ImmutableArray<EdgeBlocks.Edge> Ends { get; private set; } = [];

    public void Begin(MarkdownSpan heading) => _sections.Add(new Section(heading, default, 0));

    /// <returns>The section it stands in.</returns>
    public int Add(MarkdownSpan block)
    {
        var at = _sections.Count - 1;
        var section = _sections[at];
        _sections[at] = section with { First = section.Blocks == 0 ? block : section.First, Blocks = section.Blocks + 1 };
        return at;
    }

    /// <summary>The page is at its end.</summary>
    /// <param name="edges">What may recur of it, in its order.</param>
    public void Close(ImmutableArray<EdgeBlocks.Edge> edges)
    {
        var ends = ImmutableArray.CreateBuilder<EdgeBlocks.Edge>();
        for (var at = _sections.Count - 1; at > 0 && ends.Count < EdgeBlocks.MostHeadings && !IsTitle(at) && Count(edges, at) == _sections[at].Blocks; at--)
        {
            var (heading, first, blocks) = _sections[at];
            var span = heading with { End = blocks == 0 ? heading.End : first.End };
            if (BlockHash.Of(markdown.AsSpan(span.Start, span.End - span.Start)) is not { } hash)
            {
                break;
            }

            ends.Add(new EdgeBlocks.Edge(span, hash, at));
        }

        Ends = ends.DrainToImmutable();
    }

    /// <summary>What is left out when some blocks recur, headings among it, in the page's order.</summary>
    /// <param name="known">The blocks that recur.</param>
    /// <param name="learned">What recurs.</param>
    public ImmutableArray<MarkdownSpan> Without(ImmutableArray<EdgeBlocks.Edge> known, ImmutableArray<long> learned)
    {
        var end = _sections.Count;
        foreach (var heading in Ends)
        {
            if (!learned.Contains(heading.Hash) || Count(known, heading.Section) < _sections[heading.Section].Blocks)
            {
                break;
            }

            end = heading.Section;
        }

        return [.. known.Where(edge => edge.Section >= end || !IsAnswer(known, edge.Section, end)).Select(edge => edge.Span)
            .Concat(_sections.Skip(end).Select(section => section.Heading)).OrderBy(span => span.Start)];
    }

    // Nothing would be left between its heading and the next of its kind.
    private bool IsAnswer(ImmutableArray<EdgeBlocks.Edge> known, int at, int end) =>
        at > 0 && !IsTitle(at) && Count(known, at) == _sections[at].Blocks && (at + 1 >= end || _sections[at + 1].Heading.Level <= _sections[at].Heading.Level);

    private bool IsTitle(int at) => at == 1 && _sections[at].Heading.Level == 1;

    private static int Count(ImmutableArray<EdgeBlocks.Edge> edges, int section)
    {
        var count = 0;
        foreach (var edge in edges)
        {
            count += edge.Section == section ? 1 : 0;
        }

        return count;
    }

    /// <param name="Heading">Its heading.</param>
    /// <param name="First">What begins below it.</param>
    /// <param name="Blocks">Blocks before the next heading.</param>
    private readonly record struct Section(MarkdownSpan Heading, MarkdownSpan First, int Blocks);
}
