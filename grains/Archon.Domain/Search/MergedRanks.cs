namespace Archon.Domain.Search;

/// <summary>
/// One list of what several models find, each among vectors of its own. Their cosines cannot be compared, but their places can: who is third of a hundred is about the
/// thirtieth of a thousand.
/// </summary>
public static class MergedRanks
{
    /// <param name="lists">What each finds, best first, and how many vectors of its it was found among. No id is in two of them.</param>
    /// <param name="most">Length of the merged list at most.</param>
    /// <returns>Ids with the number of their list, best first; of equals the one of the earlier list.</returns>
    public static IReadOnlyList<(long Id, int List)> Merge(IReadOnlyList<(IReadOnlyList<long> Ids, long Among)> lists, int most)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var places =
            from list in lists.Index()
            from found in list.Item.Ids.Index()
            orderby (found.Index + 1) / (double)Math.Max(list.Item.Among, found.Index + 1), list.Index
            select (found.Item, list.Index);
        return [.. places.Take(most)];
    }
}
