using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>
/// Words that may be meant by those of a query: one letter more, less, other or swapped with its neighbour, two in a long word, and never the
/// first one; also as the beginning of a longer word; or the beginning of a query's word that is two words. Compared as they stand and by
/// their stems.
/// </summary>
public sealed class CloseWords
{
    private const int ShortestWord = 4;
    private const int LongWord = 8;
    private const int ShortestBeginning = 5;
    private const int ShortestBegun = 6;

    private readonly ImmutableArray<string> _wanted;

    // A text says the same words again and again.
    private readonly Dictionary<string, bool> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="query">Its telling words of four letters and more count.</param>
    public CloseWords(QueryWords query) =>
        _wanted = [.. query.AllTelling.SelectMany(Forms).Where(form => form.Length >= ShortestWord)];

    /// <summary>True when the text has such a word, or a word of the query itself.</summary>
    public bool AreIn(string text)
    {
        foreach (var (start, length) in TextWords.Of(text))
        {
            var word = text.Substring(start, Math.Min(length, QueryWords.LongestWord));
            if (!_known.TryGetValue(word, out var close))
            {
                close = Forms(word).Any(form => _wanted.Any(wanted => IsClose(wanted, form)));
                _known.Add(word, close);
            }

            if (close)
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Forms(string word)
    {
        var lower = word.ToLowerInvariant();
        var stem = EnglishStem.Of(lower);
        return stem == lower ? [lower] : [lower, stem];
    }

    private static bool IsClose(string wanted, string form)
    {
        if (form.Length == 0 || form[0] != wanted[0])
        {
            return false;
        }

        if (form.Length >= ShortestBeginning && form.Length * 2 > wanted.Length && wanted.StartsWith(form, StringComparison.Ordinal))
        {
            return true;
        }

        var most = wanted.Length < LongWord ? 1 : 2;
        return (Math.Abs(form.Length - wanted.Length) <= most && WordEdits.Between(wanted, form) <= most)
            || (wanted.Length >= ShortestBegun && form.Length > wanted.Length && WordEdits.Between(wanted, form.AsSpan(0, wanted.Length)) <= most);
    }
}
