using System.Text;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// The part of a text that matches best. The server marks the words that match in a copy of the text whose punctuation is blank, so that
/// its parser sees words only; here the marks are carried over to the text itself and the window with most of them is cut out.
/// </summary>
internal static class Snippet
{
    private const char Begin = '\u0002';
    private const char End = '\u0003';
    private const int Length = 240;
    private const int Before = 60;

    /// <param name="stored">The text as it is stored.</param>
    /// <param name="marked">The beginning of it, marked, other characters in their places.</param>
    public static string Cut(string stored, string marked)
    {
        var words = Marks(stored, marked);
        if (words.Count == 0)
        {
            // What only its vector found has no matching words to show.
            return Excerpt(stored, [], 0, atStart: true);
        }

        // The window that begins a little before a word and holds the most words; of equals the first.
        int best = 0, most = 0;
        for (int first = 0, last = 0; first < words.Count; first++)
        {
            while (last < words.Count && words[last].End <= words[first].Start - Before + Length)
            {
                last++;
            }

            if (last - first > most)
            {
                (best, most) = (first, last - first);
            }
        }

        var start = Math.Max(0, words[best].Start - Before);
        return Excerpt(stored, words, start, start == 0);
    }

    private static List<(int Start, int End)> Marks(string stored, string marked)
    {
        // Marks stand in the copy only when the server put them there; a text that holds such characters itself shows none.
        var words = new List<(int, int)>();
        if (stored.AsSpan().IndexOfAny(Begin, End) >= 0)
        {
            return words;
        }

        int at = 0, start = -1;
        foreach (var character in marked)
        {
            if (character == Begin)
            {
                start = at;
            }
            else if (character != End)
            {
                at++;
            }
            else if (start >= 0 && at <= stored.Length)
            {
                words.Add((start, at));
                start = -1;
            }
        }

        return words;
    }

    private static string Excerpt(string text, List<(int Start, int End)> words, int start, bool atStart)
    {
        if (start > 0 && char.IsLowSurrogate(text[start]))
        {
            start--;
        }

        var end = Math.Min(text.Length, start + Length);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        var excerpt = new StringBuilder(atStart ? "" : "…");
        var from = start;
        foreach (var word in words.Where(word => word.Start >= start && word.End <= end))
        {
            excerpt.Append(text, from, word.Start - from).Append(Begin).Append(text, word.Start, word.End - word.Start).Append(End);
            from = word.End;
        }

        excerpt.Append(text, from, end - from);
        return PgText.Decode(excerpt.Append(end < text.Length ? "…" : "").ToString());
    }
}
