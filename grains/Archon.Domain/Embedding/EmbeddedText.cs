using System.Text;
using Archon.Domain.Chunking;
using Archon.Domain.Summaries;

namespace Archon.Domain.Embedding;

/// <summary>What of a chunk is embedded.</summary>
public static class EmbeddedText
{
    // Less than a few words says nothing.
    private const int LeastTokens = 8;

    /// <summary>The title, the headings in one line when there are any, and below an empty line the content.</summary>
    public static string Of(string title, string headings, string content) => $"{Above(title, headings)}\n{content}";

    /// <summary>
    /// The same with the document's context below title and headings: the first sentences of its page, and what a chat model has written of its source. What there is not
    /// is left out, and what has no room is cut at a sentence or a word. The content stays whole.
    /// </summary>
    /// <param name="title">The document's title.</param>
    /// <param name="headings">The chunk's heading path in one line; empty for none.</param>
    /// <param name="content">The chunk's text.</param>
    /// <param name="context">What is known of the document.</param>
    /// <param name="counter">Counts the embedder's tokens; null: they are estimated.</param>
    /// <param name="contextTokens">Most tokens of the context.</param>
    /// <param name="maxTokens">Most tokens of content and context together.</param>
    public static string Of(string title, string headings, string content, DocumentContext context, ITokenCounter? counter, int contextTokens, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(context);
        var room = Math.Min(contextTokens, maxTokens - Count(counter, content));
        var above = new StringBuilder(Above(title, headings));
        foreach (var said in (ReadOnlySpan<string?>)[ExtractiveSummary.OfPage(context.Beginning), context.SourceSummary])
        {
            if (said is not null && Fitting(said, counter, room) is { } line)
            {
                above.Append(line).Append('\n');
                room -= Count(counter, line) + TokenEstimate.LineBreak;
            }
        }

        return above.Append('\n').Append(content).ToString();
    }

    private static string Above(string title, string headings) => headings.Length == 0 ? $"{title}\n" : $"{title}\n{headings}\n";

    private static string? Fitting(string line, ITokenCounter? counter, int room)
    {
        // Tokens are about as dense everywhere in a line; where they are not, it is cut once more.
        while (room >= LeastTokens && line.Length > 0)
        {
            var tokens = Count(counter, line);
            if (tokens <= room)
            {
                return line;
            }

            var kept = Math.Min(line.Length - 1, (int)((long)line.Length * room / tokens));
            line = kept < 2 ? "" : SummaryText.Shortened(line, kept);
        }

        return null;
    }

    private static int Count(ITokenCounter? counter, string text) => counter?.Count(text) ?? TokenEstimate.Count(text);
}
