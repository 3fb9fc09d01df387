using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>
/// Which words of a vocabulary may be meant by one that nothing has: those that share trigrams with it, as spelling does, or are it with two letters swapped, and of them those with the
/// fewest letters more, less, other or swapped; one in a word of up to seven letters, two in a longer one. A word of four letters is too like too many others: of it
/// letters were swapped, or one was left out. Digits are no mistakes: <c>page1</c> is not <c>page2</c>.
/// </summary>
/// <remarks>Trigrams of a word with two spaces before and one behind it, compared as sets: shared ones over all (as in PostgreSQL's pg_trgm).</remarks>
public static class NearWords
{
    /// <summary>Letters of the shortest word that is taken for another.</summary>
    public const int ShortestWord = 4;

    /// <summary>Words that one is taken for at most.</summary>
    public const int MostMeant = 3;

    private const int LongWord = 8;
    private const double LeastShared = 0.3;

    // More letters than a word that people mistype; what an index keeps is 64 at most.
    private const int MostTrigrams = QueryWords.LongestWord + 1;

    // Of verbs, nouns and adjectives; curried has the stem curri, and so has curry.
    private static readonly FrozenSet<string> Endings = new[] { "", "s", "e", "d", "ed", "es", "ing", "ings", "er", "ers", "y", "ies", "ied", "ly", "able" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Where words stand in order that may be meant: those that begin with its first letter, and with its second, whose place the first may have taken.</summary>
    public static ImmutableArray<(string From, string Before)> Ranges(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.Length < ShortestWord || !lower.All(char.IsLetterOrDigit) ? []
            : lower[0] == lower[1] ? [Range(lower[0])]
            : [Range(lower[0]), Range(lower[1])];
    }

    /// <summary>
    /// It with two neighbours swapped, in each place, in lower case. They need not be looked for: a vocabulary that is too large to be read from the first letter on tells which it has.
    /// </summary>
    public static ImmutableArray<string> Swapped(string word)
    {
        var lower = word.ToLowerInvariant();
        return lower.Length is < ShortestWord or > QueryWords.LongestWord || !lower.All(char.IsLetterOrDigit) ? []
            : [.. Enumerable.Range(0, lower.Length - 1).Where(at => lower[at] != lower[at + 1]).Select(at => $"{lower[..at]}{lower[at + 1]}{lower[at]}{lower[(at + 2)..]}")];
    }

    /// <summary>The nearest, best first, in lower case; none when nothing is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="vocabulary">Words in lower case, some perhaps twice; the word itself is none of them.</param>
    public static ImmutableArray<string> Of(string word, IEnumerable<string> vocabulary)
    {
        var lower = word.ToLowerInvariant();
        if (lower.Length is < ShortestWord or > QueryWords.LongestWord)
        {
            return [];
        }

        var most = lower.Length < LongWord ? 1 : 2;
        Span<ulong> wanted = stackalloc ulong[MostTrigrams];
        wanted = wanted[..Trigrams(lower, wanted)];
        Span<ulong> room = stackalloc ulong[MostTrigrams];
        var near = new List<(string Word, int Edits, bool IsSwapped, double Shared)>();
        foreach (var candidate in vocabulary)
        {
            if (Math.Abs(candidate.Length - lower.Length) > most || candidate == lower)
            {
                continue;
            }

            var shared = Shared(wanted, room[..Trigrams(candidate, room)]);
            // Two letters swapped leave a word of four no trigram but its first, and one of seven a quarter.
            var isSwapped = WordEdits.AreSwapped(lower, candidate);
            if ((shared >= LeastShared || isSwapped || lower.Length == ShortestWord) && MayBeMeant(lower, candidate) && WordEdits.Between(lower, candidate) is var edits && edits <= most)
            {
                near.Add((candidate, edits, isSwapped, shared));
            }
        }

        if (near.Count == 0)
        {
            return [];
        }

        var fewest = near.Min(one => one.Edits);
        return
        [
            .. near.Where(one => one.Edits == fewest).OrderByDescending(one => one.IsSwapped).ThenByDescending(one => one.Shared).ThenBy(one => one.Word, StringComparer.Ordinal)
                .Select(one => one.Word).Distinct().Take(MostMeant),
        ];
    }

    /// <summary>
    /// Whether a word that no text has as it is, only another with its stem, is rather taken for what is nearest to it: <c>isintance</c> is no form of <c>isint</c> where there is <c>isinstance</c>,
    /// and <c>walkers</c> is one of <c>walk</c> where nothing is nearer than <c>walker</c>.
    /// </summary>
    /// <param name="word">What was typed.</param>
    /// <param name="near">The nearest, as above.</param>
    public static bool AreMeantRather(string word, IReadOnlyList<string> near)
    {
        var stem = Stems.Of(word).Stem;
        return near.Count > 0 && near.All(one => Stems.Of(one).Stem != stem);
    }

    /// <summary>Whether a word is a form of one of a vocabulary as English makes them, and so no mistake: <c>linting</c> of <c>lint</c>, <c>curried</c> of <c>curry</c>, and not <c>numer</c> of <c>numeric</c>.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="vocabulary">Words in lower case.</param>
    public static bool IsForm(string word, IEnumerable<string> vocabulary)
    {
        var lower = word.ToLowerInvariant();
        var stem = Stems.Of(lower).Stem;
        return IsFormOf(stem, lower) && vocabulary.Any(other => other.AsSpan().StartsWith(stem.AsSpan(0, stem.Length - 1)) && Stems.Of(other).Stem == stem && IsFormOf(stem, other));
    }

    // mapping, the stem of which is map, has its last letter twice.
    private static bool IsFormOf(string stem, string word)
    {
        var length = word.AsSpan().CommonPrefixLength(stem);
        var ending = word.AsSpan(length);
        ending = length > 0 && ending is [var first, _, ..] && first == word[length - 1] ? ending[1..] : ending;
        return Endings.Contains(ending.ToString());
    }

    private static bool MayBeMeant(string word, string candidate)
    {
        if (word.Length == ShortestWord && (candidate.Length < word.Length || (candidate.Length == word.Length && !word.Order().SequenceEqual(candidate.Order()))))
        {
            return false;
        }

        return word.Where(char.IsDigit).SequenceEqual(candidate.Where(char.IsDigit));
    }

    private static (string From, string Before) Range(char first) => ($"{first}", $"{(char)(first + 1)}");

    private static double Shared(ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b)
    {
        var (shared, i, j) = (0, 0, 0);
        while (i < a.Length && j < b.Length)
        {
            var order = a[i].CompareTo(b[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        return (double)shared / (a.Length + b.Length - shared);
    }

    /// <summary>The trigrams of a word, each once and in order; how many.</summary>
    private static int Trigrams(string word, Span<ulong> into)
    {
        ulong last = (' ' << 16) | ' ';
        for (var i = 0; i <= word.Length; i++)
        {
            last = ((last << 16) | (i < word.Length ? word[i] : ' ')) & 0xFFFF_FFFF_FFFF;
            into[i] = last;
        }

        into = into[..(word.Length + 1)];
        into.Sort();
        var count = 1;
        for (var i = 1; i < into.Length; i++)
        {
            if (into[i] != into[count - 1])
            {
                into[count++] = into[i];
            }
        }

        return count;
    }
}
