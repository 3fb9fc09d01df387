using System.Collections.Immutable;
using Archon.Domain.Extraction;
using Archon.Domain.Urls;

namespace Archon.Domain.Admission;

/// <summary>
/// Finds lists that are shown anew for each combination of filters. Two things tell them: few values stand in many addresses, be it in the queries of one path
/// or as folders below one (where pages are told apart by a value of their own, an id or a title, there are as many values as pages); and the pages say
/// what others of them have said before (<see cref="LineSketch"/>), but for a line. It remembers a bounded number of lists, values and lines. Not thread-safe.
/// </summary>
/// <param name="budget">Pages of one list, after which it may be one.</param>
public sealed class FacetWatch(int budget)
{
    private const int MostLists = 256;

    // With more values than that it would take more pages than most crawls have.
    private const int MostValues = 512;

    // Pages for each value. A wiki shows each of its titles in three or four ways.
    private const int PagesOfAValue = 6;

    private readonly Dictionary<string, FacetList> _lists = new(StringComparer.Ordinal);

    /// <summary>Whether a page may be one of a list, by its address: of the others it need not be known what they say.</summary>
    public static bool MayBeOfList(CanonicalUrl url) => FacetAddress.ListsOf(url).Any();

    /// <summary>A page was read.</summary>
    /// <param name="url">Its address.</param>
    /// <param name="lines">What it says; empty when that is not known, which says nothing.</param>
    public void Note(CanonicalUrl url, ImmutableArray<long> lines)
    {
        if (lines.IsDefaultOrEmpty)
        {
            return;
        }

        foreach (var (name, values) in FacetAddress.ListsOf(url))
        {
            if (!_lists.TryGetValue(name, out var list))
            {
                if (_lists.Count == MostLists)
                {
                    _lists.Remove(_lists.MinBy(known => known.Value.Pages).Key);
                }

                _lists.Add(name, list = new FacetList());
            }

            list.Note(values, lines, MostValues);
        }
    }

    /// <summary>How many pages of which list combine how few values, when that makes it a trap; else null.</summary>
    public (string List, int Pages, int Values)? JudgeTrap(CanonicalUrl url)
    {
        foreach (var (name, _) in FacetAddress.ListsOf(url))
        {
            if (_lists.TryGetValue(name, out var list) && list.Pages >= budget && list.Values < MostValues && list.Pages >= (long)list.Values * PagesOfAValue && list.SaysNothingNew)
            {
                return (name, list.Pages, list.Values);
            }
        }

        return null;
    }
}
