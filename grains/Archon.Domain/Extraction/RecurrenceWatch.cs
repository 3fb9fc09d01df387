using System.Collections.Immutable;

namespace Archon.Domain.Extraction;

/// <summary>
/// Learns which blocks stand on nearly every page of a site, from the first pages that a crawl reads: what recurs on every page is no content. It judges after
/// 40 pages, again after 80 and 160, and when no page is left, so that a section that comes first is not taken for the site. Then it knows enough and
/// remembers nothing of further pages. Not thread-safe.
/// </summary>
/// <param name="known">What was learned before; it stays.</param>
public sealed class RecurrenceWatch(ImmutableArray<RecurringBlock> known)
{
    /// <summary>The most blocks that are learned.</summary>
    public const int Most = 32;

    private const int LeastPages = 12;
    private const int FirstJudged = 40;
    private const int MostPages = 160;

    // Of a hundred pages.
    private const int Share = 90;

    private readonly List<(ImmutableArray<RecurringBlock> Blocks, bool HasMore)> _pages = [];
    private int _judged;

    /// <summary>It wants to know of further pages.</summary>
    public bool IsWatching => _pages.Count < MostPages;

    /// <summary>What is learned so far.</summary>
    public ImmutableArray<RecurringBlock> Learned { get; private set; } = known.IsDefault ? [] : known;

    /// <summary>A page was read. One without a block at its edges says nothing of what is there.</summary>
    /// <param name="blocks">Its <see cref="EdgeBlocks.Blocks"/>, those that are learned among them.</param>
    /// <param name="hasMore">Its <see cref="EdgeBlocks.HasMore"/>.</param>
    /// <returns>What was learned by it; mostly nothing.</returns>
    public ImmutableArray<RecurringBlock> Note(ImmutableArray<RecurringBlock> blocks, bool hasMore)
    {
        if (blocks.IsDefaultOrEmpty || !IsWatching)
        {
            return [];
        }

        _pages.Add((blocks, hasMore));
        return _pages.Count is FirstJudged or (2 * FirstJudged) or MostPages ? Judge() : [];
    }

    /// <summary>No page is left, for now.</summary>
    /// <returns>What was learned by that; mostly nothing.</returns>
    public ImmutableArray<RecurringBlock> Close() => IsWatching ? Judge() : [];

    private ImmutableArray<RecurringBlock> Judge()
    {
        if (_pages.Count < LeastPages || _pages.Count == _judged)
        {
            return [];
        }

        _judged = _pages.Count;
        var recurring = _pages.SelectMany(page => page.Blocks).GroupBy(block => block.Hash)
            .Where(same => IsShare(same.Count()))
            .OrderByDescending(same => same.Count())
            .Select(same => same.First())
            .ToList();
        var found = recurring.Select(block => block.Hash).ToHashSet();

        // Where pages have nothing else it is what they have to say.
        if (recurring.Count == 0 || _pages.Count(page => !page.HasMore && page.Blocks.All(block => found.Contains(block.Hash))) * 100 > _pages.Count * (100 - Share))
        {
            return [];
        }

        var before = Learned.Select(block => block.Hash).ToHashSet();

        // What is seen now before what was learned of a site as it was.
        Learned = [.. recurring.Concat(Learned.Where(block => !found.Contains(block.Hash))).Take(Most)];
        return [.. Learned.Where(block => !before.Contains(block.Hash))];
    }

    private bool IsShare(int pages) => pages >= LeastPages && pages * 100 >= _pages.Count * Share;
}
