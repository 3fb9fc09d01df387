namespace Archon.Domain.Chunking;

/// <summary>
/// Lets a chunk begin with the last whole sentences of the one before. They stand directly above it on the page, so its text is one piece of the page all the same. Each chunk's prose is
/// looked at once: linear in the page.
/// </summary>
internal sealed class SentenceOverlap(string text, ChunkingOptions options)
{
    /// <summary>The text and its tokens, with what fits of the prose above.</summary>
    /// <param name="content">The text of the part.</param>
    /// <param name="tokens">How large that is.</param>
    /// <param name="part">Where it stands. Between lines that are repeated there is no room for sentences.</param>
    /// <param name="prose">Where a sentence begins that may be repeated, as may those between it and the part; null: none.</param>
    public (string Content, int Tokens) Add(string content, int tokens, Part part, int? prose)
    {
        if (prose is not { } from || part.Before.Length > 0 || part.After.Length > 0)
        {
            return (content, tokens);
        }

        var start = Start(from, part.Start, Math.Min(options.OverlapTokens, options.MaxTokens - tokens));
        var longer = start < part.Start ? text[start..part.End] : content;
        var most = start < part.Start ? Count(longer) : tokens;

        // Some count more of a whole than of its parts.
        return most <= options.MaxTokens ? (longer, most) : (content, tokens);
    }

    private int Start(int from, int end, int room)
    {
        var sentences = TextCutter.Sentences(text, from, end).ToList();
        var start = end;
        for (var i = sentences.Count - 1; i >= 0; i--)
        {
            room -= Count(text.AsSpan(sentences[i].Start, sentences[i].End - sentences[i].Start)) + TokenEstimate.LineBreak;
            if (room < 0)
            {
                break;
            }

            start = sentences[i].Start;
        }

        return start;
    }

    private int Count(ReadOnlySpan<char> words) => options.Counter?.Count(words) ?? TokenEstimate.Count(words);
}
