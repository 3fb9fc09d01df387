using System.Globalization;
using System.Text;
using Archon.Domain.Search;

namespace Archon.Domain.Summaries;

/// <summary>What a model wrote, as it may be shown: plain text in one line, without control characters, cut at a sentence where it is long.</summary>
public static class SummaryText
{
    /// <summary>Most characters of a summary.</summary>
    public const int MaxLength = 600;

    // More than this of an answer is not even looked at.
    private const int MostRead = 20_000;

    private const string ThoughtEnds = "</think>";

    /// <summary>Null when nothing is left that could be shown.</summary>
    public static string? Of(string? answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            return null;
        }

        // Some models think aloud before they answer.
        var thought = answer.LastIndexOf(ThoughtEnds, StringComparison.OrdinalIgnoreCase);
        var said = thought < 0 ? answer : answer[(thought + ThoughtEnds.Length)..];
        var line = OneLine(PlainLines.Of(said.Length > MostRead ? said[..MostRead] : said));
        return line.Length == 0 ? null : Shortened(line, MaxLength);
    }

    /// <summary>Runs of blanks, line ends, and what directs terminals and the order of letters are one blank each.</summary>
    internal static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsShown(rune))
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }

                continue;
            }

            line.Append(rune.ToString());
        }

        return line.ToString().TrimEnd();
    }

    /// <summary>At most so many characters: up to the end of a sentence when that keeps half of it, else of a word, with an ellipsis.</summary>
    internal static string Shortened(string line, int most)
    {
        if (line.Length <= most)
        {
            return line;
        }

        var kept = line[..(char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1)];
        var sentence = kept.LastIndexOfAny(['.', '!', '?', '。']);
        if (sentence >= most / 2 && (line[sentence] == '。' || line[sentence + 1] == ' '))
        {
            return kept[..(sentence + 1)];
        }

        var word = kept.LastIndexOf(' ');
        return (word >= most / 2 ? kept[..word] : kept) + "…";
    }

    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
