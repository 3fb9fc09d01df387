namespace Archon.Domain.Chunking;

/// <summary>Cuts text that is too large: at sentence ends, else between words, else inside a word but never inside a surrogate pair.</summary>
internal static class TextCutter
{
    /// <summary>Parts of at most <paramref name="limit"/> tokens, the first of at most <paramref name="firstLimit"/>, that cover all but blanks.</summary>
    /// <param name="text">The page.</param>
    /// <param name="start">Where the text begins in it.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="firstLimit">Tokens of the first part.</param>
    /// <param name="limit">Tokens of any other.</param>
    /// <param name="linkLimit">A part may have so many when it is a link and nothing else; 0 where there are none, as in code.</param>
    public static IEnumerable<Part> Cut(string text, int start, int end, int firstLimit, int limit, int linkLimit)
    {
        var room = firstLimit;
        Part? gathered = null;
        foreach (var atom in Atoms(text, start, end, Math.Min(firstLimit, limit), linkLimit))
        {
            if (gathered is { } part)
            {
                var joined = part.Tokens + Gap(text, part.End, atom.Start) + atom.Tokens;
                if (joined <= room && (!IsInsideWord(text, part.End, atom.Start) || (linkLimit > 0 && LinkEdge.IsAt(text, atom.Start))))
                {
                    gathered = new Part(part.Start, atom.End, joined);
                    continue;
                }

                yield return part;
                room = limit;
            }

            gathered = atom;
        }

        if (gathered is { } last)
        {
            yield return last;
        }
    }

    private static int Gap(string text, int from, int to) =>
        TokenEstimate.Count(text.AsSpan(from, to + 1 - from)) - TokenEstimate.Count(text.AsSpan(to, 1));

    /// <summary>Two pieces of one word may cost more together than apart, so they are never joined again.</summary>
    private static bool IsInsideWord(string text, int from, int to) => from == to && text[from - 1] < '\u2E80';

    private static IEnumerable<Part> Atoms(string text, int start, int end, int smallest, int linkLimit)
    {
        while (NextWord(text, start, end) is var (at, _) && at < end)
        {
            var sentenceEnd = SentenceEnd(text, at, end);
            var tokens = TokenEstimate.Count(text.AsSpan(at, sentenceEnd - at));
            if (tokens <= smallest)
            {
                yield return new Part(at, sentenceEnd, tokens);
            }
            else
            {
                foreach (var word in Words(text, at, sentenceEnd, smallest, linkLimit))
                {
                    yield return word;
                }
            }

            start = sentenceEnd;
        }
    }

    private static IEnumerable<Part> Words(string text, int start, int end, int limit, int linkLimit)
    {
        while (NextWord(text, start, end) is var (at, wordEnd) && at < end)
        {
            while (at < wordEnd)
            {
                var length = Math.Min(wordEnd - at, limit * 8);
                var tokens = TokenEstimate.Count(text.AsSpan(at, length));
                while (tokens > limit)
                {
                    length = Math.Max(1, length / 2);
                    tokens = TokenEstimate.Count(text.AsSpan(at, length));
                }

                if (at + length < wordEnd && char.IsHighSurrogate(text[at + length - 1]) && char.IsLowSurrogate(text[at + length]))
                {
                    length += length > 1 ? -1 : 1;
                    tokens = TokenEstimate.Count(text.AsSpan(at, length));
                }

                if (linkLimit > 0 && at + length < wordEnd && LinkEdge.Near(text, at, at + length, wordEnd, linkLimit) - at is var moved && moved != length)
                {
                    length = moved;
                    tokens = TokenEstimate.Count(text.AsSpan(at, length));
                }

                yield return new Part(at, at + length, tokens);
                at += length;
            }

            start = wordEnd;
        }
    }

    private static (int Start, int End) NextWord(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var stop = start;
        while (stop < end && !char.IsWhiteSpace(text[stop]))
        {
            stop++;
        }

        return (start, stop);
    }

    /// <summary>The sentences of paragraphs, without the blanks between them.</summary>
    public static IEnumerable<(int Start, int End)> Sentences(string text, int start, int end)
    {
        var paragraphEnd = start;
        while (NextWord(text, start, end) is var (at, _) && at < end)
        {
            if (at >= paragraphEnd)
            {
                paragraphEnd = text.IndexOf("\n\n", at, end - at, StringComparison.Ordinal) is >= 0 and var found ? found : end;
            }

            start = SentenceEnd(text, at, paragraphEnd);
            yield return (at, start);
        }
    }

    /// <summary>Whether what ends here ends with a sentence.</summary>
    public static bool EndsSentence(string text, int start, int end)
    {
        while (end > start && IsClosing(text[end - 1]))
        {
            end--;
        }

        return end > start && text[end - 1] is '.' or '!' or '?' or '…' or '。' or '！' or '？';
    }

    private static bool IsClosing(char mark) => mark is '"' or '\'' or ')' or ']' or '”' or '’' or '*' or '_';

    /// <summary>A sentence ends at . ! ? … 。！？ with its closing quotes, before a blank or, for the ideographic marks, anywhere.</summary>
    public static int SentenceEnd(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (text[i] is '。' or '！' or '？')
            {
                return i + 1;
            }

            if (text[i] is '.' or '!' or '?' or '…')
            {
                var after = i + 1;
                while (after < end && IsClosing(text[after]))
                {
                    after++;
                }

                if (after == end || char.IsWhiteSpace(text[after]))
                {
                    return after;
                }

                i = after - 1;
            }
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end;
    }
}
