using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>
/// Orders passages so that a page counts with all it says, and shows itself once before it shows itself again. The best passage of a page stands for the page: it is worth the
/// root of its own score to the power of 1.75, 0.7 of that of the second, 0.49 of that of the third, … The second is placed by what is left without the first, halved; and so on.
/// </summary>
/// <remarks>
/// The best says most, for a long page has many passages that are middling, and no short page has: all others together are worth less than the best once more, so that one which is
/// found first is before pages that only say more. A plain sum (0.5, 0.25, …) is as good on 76 questions over two manuals, whose answers are long pages; but of 106
/// passages that stand on a page of one or two and are first by words and among the first three by vector, it left 57 behind the third page, and of as many on long pages 14. This leaves
/// two and none, with what <see cref="RankFusion.ForAgreement"/> adds. Powers from 1.5 to 2.25 do alike.
/// </remarks>
public static class PageStrength
{
    private const double Power = 1.75;
    private const double Support = 0.7;
    private const double Again = 0.5;

    /// <summary>The hits with the scores they are placed by, best first; of equals the one that came first.</summary>
    /// <param name="hits">Single passages.</param>
    /// <param name="page">The page a hit is of.</param>
    /// <param name="score">A hit's own score, above zero.</param>
    /// <param name="more">What a hit is worth more for itself, whatever else its page says; from zero on.</param>
    public static ImmutableArray<(T Hit, double Score)> Place<T>(IEnumerable<T> hits, Func<T, string> page, Func<T, double> score, Func<T, double> more)
    {
        var placed = new List<(T Hit, double Score)>();
        foreach (var passages in hits.GroupBy(page, StringComparer.Ordinal).Select(group => group.OrderByDescending(hit => score(hit) + more(hit)).ToArray()))
        {
            var left = 0.0;
            for (var i = passages.Length - 1; i >= 0; i--)
            {
                left = Math.Pow(score(passages[i]), Power) + (Support * left);
                placed.Add((passages[i], (Math.Pow(left, 1 / Power) + more(passages[i])) * Math.Pow(Again, i)));
            }
        }

        return [.. placed.OrderByDescending(hit => hit.Score)];
    }
}
