namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// Reciprocal rank fusion: an id scores the sum of 1 / (k + rank) over the lists that hold it (Cormack, Clarke, Büttcher 2009).
/// </summary>
internal static class RankFusion
{
    private const double K = 60;

    /// <summary>Ids with their scores, best first; of equals the one that is earlier in the first list.</summary>
    public static IReadOnlyList<(long Id, double Score)> Fuse(params ReadOnlySpan<IReadOnlyList<long>> lists)
    {
        var scores = new Dictionary<long, double>();
        foreach (var list in lists)
        {
            for (var rank = 0; rank < list.Count; rank++)
            {
                scores[list[rank]] = scores.GetValueOrDefault(list[rank]) + (1 / (K + rank + 1));
            }
        }

        // OrderBy is stable and the dictionary, from which nothing was removed, keeps the order of arrival.
        return [.. scores.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value)];
    }
}
