using Archon.Domain.Chunking;
using Archon.Domain.Search;

namespace Archon.Domain.Summaries;

/// <summary>
/// The first sentences of a passage that explain: of paragraphs alone, and of none that is a list of links, a synopsis or a legal notice, nor stands under the
/// heading of one. What does not end as a sentence, or is too short for one, is left out.
/// </summary>
internal static class ExplainingSentences
{
    /// <summary>Characters from which no further sentence is wanted.</summary>
    public const int Enough = 300;

    private const int LeastWords = 4;

    // Of letters between which no blanks stand.
    private const int LeastUnspaced = 12;

    private static readonly string[] IdleHeadings =
        ["contents", "table of contents", "on this page", "legal notice", "legal", "copyright", "license", "licence", "navigation", "index", "indices and tables", "trademarks"];

    private static readonly string[] LegalWords =
        ["©", "(c) ", "all rights reserved", "permission to use, copy", "permission is hereby granted", "in no event shall", "without warranty", "table of contents"];

    private static readonly string[] Abbreviations = ["e.g.", "i.e.", "vs.", "cf.", "etc.", "resp.", "approx.", "no.", "st.", "dr.", "mr."];

    /// <summary>In one line; empty when there are none.</summary>
    public static string Of(string markdown)
    {
        var outline = MarkdownOutline.Parse(markdown);
        var (said, isIdle) = ("", false);
        foreach (var block in outline.Blocks)
        {
            if (block.Prose is null)
            {
                if (said.Length > 0)
                {
                    break;
                }

                isIdle = block is { Kind: OutlineKind.Heading, Heading: { } heading } ? IsIdle(heading.Path[^1]) : isIdle;
            }
            else if (!isIdle)
            {
                var paragraph = outline.Markdown[outline.Lines.StartOf(block.FirstLine)..outline.Lines.EndOf(block.EndLine - 1)];
                said = Join(said, OfParagraph(paragraph, isFirst: said.Length == 0));
                if (said.Length >= Enough)
                {
                    break;
                }
            }
        }

        return said;
    }

    private static string OfParagraph(string paragraph, bool isFirst)
    {
        var line = SummaryText.OneLine(PlainLines.Of(paragraph));
        if (LegalWords.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)) || line.StartsWith("copyright ", StringComparison.OrdinalIgnoreCase)
            || !ProseShare.IsProse(paragraph))
        {
            return "";
        }

        var said = "";
        for (var from = 0; from < line.Length && said.Length < Enough;)
        {
            var end = EndOfSentence(line, from);
            var sentence = end < 0 ? "" : line[from..end].Trim();
            if (sentence.Length > 0 && (said.Length > 0 || !isFirst || IsLong(sentence)))
            {
                said = Join(said, sentence);
            }

            from = end < 0 ? line.Length : end;
        }

        return said;
    }

    private static string Join(string said, string more) => said.Length == 0 ? more : more.Length == 0 ? said : $"{said} {more}";

    private static bool IsIdle(string heading)
    {
        var words = heading.Trim(' ', ':', '#', '¶');
        return IdleHeadings.Any(idle => words.Equals(idle, StringComparison.OrdinalIgnoreCase));
    }

    // After the mark that ends it and the quotation marks and brackets after that; negative when the rest does not end as a sentence.
    private static int EndOfSentence(string line, int from)
    {
        for (var at = from; at < line.Length; at++)
        {
            if (line[at] is '。' or '！' or '？')
            {
                return at + 1;
            }

            if (line[at] is not ('.' or '!' or '?'))
            {
                continue;
            }

            var end = at + 1;
            while (end < line.Length && line[end] is '"' or '\'' or ')' or ']' or '”' or '’' or '»')
            {
                end++;
            }

            if (end == line.Length)
            {
                // What is left open goes on below.
                return line.EndsWith("...", StringComparison.Ordinal) ? -1 : end;
            }

            if (line[end] == ' ' && !char.IsLower(line[end + 1]) && !Abbreviations.Any(word => IsAt(line, from, at, word)))
            {
                return end;
            }
        }

        return -1;
    }

    private static bool IsAt(string line, int from, int at, string word)
    {
        var start = at + 1 - word.Length;
        return start >= from && line.AsSpan(start, word.Length).Equals(word, StringComparison.OrdinalIgnoreCase) && (start == 0 || !char.IsLetter(line[start - 1]));
    }

    private static bool IsLong(string sentence) =>
        sentence.Split(' ').Count(word => word.Any(char.IsLetter)) >= LeastWords
        || (!sentence.Contains(' ', StringComparison.Ordinal) && sentence.Count(char.IsLetter) >= LeastUnspaced && sentence.Any(letter => letter > '\u2e7f'));
}
