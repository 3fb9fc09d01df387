namespace Archon.Domain.Search;

/// <summary>
/// Reciprocal rank fusion with weights: an id scores the sum of weight / (k + rank) over the lists that hold it (Cormack, Clarke, Büttcher 2009). What
/// words place first gets <see cref="FirstByWords"/> more where there is a vector's list, too: it is nearly always right, and must not fall behind what is middling in both.
/// </summary>
/// <remarks>
/// Measured on 76 questions over two manuals with the built-in embedder: any addition from 0.002 to 0.004 is better than words alone; a larger one, or one for the second and third
/// place, is worse. What the vector's places are worth beside its words each index knows for itself.
/// </remarks>
public static class RankFusion
{
    /// <summary>Smooths the difference between first places.</summary>
    public const double K = 60;

    /// <summary>What the first place by words is worth more.</summary>
    public const double FirstByWords = 0.003;

    /// <summary>What a passage is worth more that has an identifier of the query as it was typed: no page without it is as strong.</summary>
    public const double ForIdentifier = 2 * ((2 / (K + 1)) + FirstByWords);

    /// <summary>
    /// What a passage is worth more that explains what words of the query are the name of: it stands before its like, but not before what is clearly better, for
    /// <c>transaction id wraparound</c> does not ask what a parameter <c>transaction_id</c> is.
    /// </summary>
    public const double ForName = 0.75 / (K + 1);

    /// <summary>What a passage is worth more in which a section begins whose heading the query is.</summary>
    public const double ForHeading = 2 / (K + 1);

    // What is first by words and first by vector leads by nearly as much again: a page is worth at most twice its best passage.
    private const double Agreed = 0.03;

    /// <summary>What the passage that words place first is worth more for its page, the nearer the vector places it: nothing when it does not.</summary>
    /// <remarks>For a passage only that no other page's says more words of the query than: else it costs long pages (of 40 questions on Python's manual, whose answers are long pages, an MRR of 0.872 for 0.897).</remarks>
    /// <param name="words">Its place by words, from 1 on; null for none.</param>
    /// <param name="vector">Its place by vector, likewise.</param>
    public static double ForAgreement(int? words, int? vector) => words == 1 && vector is { } place ? Agreed / place : 0;

    /// <summary>Ids with their scores, best first; of equals the one that is earlier by words.</summary>
    /// <param name="words">Ids as words rank them.</param>
    /// <param name="vector">Ids as the vector ranks them.</param>
    /// <param name="vectorWeight">What a place of the vector is worth; one by words is worth 1.</param>
    public static IReadOnlyList<(long Id, double Score)> Fuse(IReadOnlyList<long> words, IReadOnlyList<long> vector, double vectorWeight)
    {
        var scores = new Dictionary<long, double>();
        for (var rank = 0; rank < words.Count; rank++)
        {
            scores[words[rank]] = (1 / (K + rank + 1)) + (rank == 0 && vector.Count > 0 ? FirstByWords : 0);
        }

        for (var rank = 0; rank < vector.Count; rank++)
        {
            scores[vector[rank]] = scores.GetValueOrDefault(vector[rank]) + (vectorWeight / (K + rank + 1));
        }

        // OrderBy is stable and the dictionary, from which nothing was removed, keeps the order of arrival.
        return [.. scores.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value)];
    }
}
