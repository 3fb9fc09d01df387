using Archon.Domain.Extraction;

namespace Archon.Domain.Admission;

/// <summary>
/// Finds the patterns of addresses whose pages go on without saying anything new, such as a calendar or the facets of a list. It remembers a bounded
/// number of patterns. Not thread-safe.
/// </summary>
/// <param name="budget">Pages of one pattern that are like an earlier one, after which it is a trap.</param>
public sealed class TrapWatch(int budget)
{
    private const int MostPatterns = 1_024;

    // Of a pattern's pages; the next month is like this one, and the year after like the months before.
    private const int Remembered = 16;

    // Documents written by hand share their pattern, too, and now and then two of them are alike.
    private const double AlikeShare = 0.8;

    private readonly Dictionary<string, Pattern> _patterns = new(StringComparer.Ordinal);

    /// <summary>A page of this pattern was read.</summary>
    /// <param name="pattern">See <see cref="NumberedPath"/>.</param>
    /// <param name="signature">See <see cref="TextSignature"/>.</param>
    public void Note(string pattern, long signature)
    {
        if (!_patterns.TryGetValue(pattern, out var seen))
        {
            if (_patterns.Count == MostPatterns)
            {
                _patterns.Remove(_patterns.MinBy(known => known.Value.Alike).Key);
            }

            _patterns.Add(pattern, seen = new Pattern());
        }

        seen.Note(signature);
    }

    /// <summary>How many pages of this pattern were like an earlier one, when that makes it a trap; else null.</summary>
    public int? JudgeTrap(string pattern) =>
        _patterns.TryGetValue(pattern, out var seen) && seen.Alike >= budget && seen.Alike >= seen.Pages * AlikeShare ? seen.Alike : null;

    private sealed class Pattern
    {
        private readonly Queue<long> _signatures = new(Remembered);

        public int Pages { get; private set; }

        public int Alike { get; private set; }

        public void Note(long signature)
        {
            Pages++;
            Alike += _signatures.Any(known => TextSignature.AreAlike(known, signature)) ? 1 : 0;
            if (_signatures.Count == Remembered)
            {
                _signatures.Dequeue();
            }

            _signatures.Enqueue(signature);
        }
    }
}
