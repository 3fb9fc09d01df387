namespace Archon.Domain.Chunking;

/// <summary>Where a word that is too large is cut so that the addresses of its links stay whole: links of a table's cell stand without blanks between them.</summary>
internal static class LinkEdge
{
    private const int SmallShare = 4;

    /// <summary>A cut that stands in no address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="cut">Where it would end.</param>
    /// <param name="end">Where its word ends.</param>
    /// <param name="limit">Tokens that a link may have to stay whole.</param>
    /// <returns>Before the link or behind it; <paramref name="cut"/> when it stands in none, or in one that is too large.</returns>
    public static int Near(string text, int start, int cut, int end, int limit)
    {
        // The cut may stand between the two, as well.
        var open = text.AsSpan(start, Math.Min(cut + 1, end) - start).LastIndexOf("](");
        if (open < 0)
        {
            return cut;
        }

        open += start;
        var behind = EndOfAddress(text, open + 2, Math.Min(end, open + (limit * 8)));
        if (behind <= cut)
        {
            return cut;
        }

        // A break or a comma is no part of its own.
        var before = BeginOfLink(text, start, open);
        var isAlone = (before - start) * SmallShare < cut - start;
        return isAlone && TokenEstimate.Count(text.AsSpan(start, behind - start)) <= limit ? behind : before > start ? before : cut;
    }

    /// <summary>Whether what touches here may stand together or apart: a link begins or ends.</summary>
    public static bool IsAt(string text, int position) => text[position - 1] is ')' or '>' || text[position] is '[';

    private static int BeginOfLink(string text, int start, int open)
    {
        var begin = text.AsSpan(start, open - start).LastIndexOf('[');
        begin = begin < 0 ? start : start + begin;
        while (begin > start && text[begin - 1] is '[' or '!')
        {
            begin--;
        }

        return begin;
    }

    // -1 when it does not end before that, or is no address.
    private static int EndOfAddress(string text, int from, int end)
    {
        if (from < end && text[from] == '<')
        {
            var close = text.AsSpan(from, end - from).IndexOf(">)");
            return close < 0 ? -1 : from + close + 2;
        }

        var depth = 0;
        for (var position = from; position < end; position++)
        {
            depth += text[position] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0)
            {
                return position + 1;
            }
        }

        return -1;
    }
}
