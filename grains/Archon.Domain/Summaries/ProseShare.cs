namespace Archon.Domain.Summaries;

/// <summary>Tells a paragraph that says something from one that leads somewhere, or that is the form of a command.</summary>
internal static class ProseShare
{
    /// <summary>More of its letters stand outside of links than within, and more outside of code; it has no alternatives in brackets, as a synopsis has.</summary>
    public static bool IsProse(string paragraph)
    {
        var (letters, linked, code, options) = (0, 0, 0, 0);
        var brackets = new Stack<(int Letters, int Linked)>();
        for (var i = 0; i < paragraph.Length; i++)
        {
            var c = paragraph[i];
            if (c == '\\')
            {
                options += i + 2 < paragraph.Length && paragraph[i + 1] is '[' && paragraph[i + 2] is '-' or '<' or '*' ? 1 : 0;
                i++;
            }
            else if (c == '`')
            {
                var run = paragraph.AsSpan(i).IndexOfAnyExcept('`') is var n and >= 0 ? n : paragraph.Length - i;
                var close = paragraph.IndexOf(new string('`', run), i + run, StringComparison.Ordinal);
                var inside = close < 0 ? default : paragraph.AsSpan(i + run, close - i - run);
                letters += Letters(inside);
                code += Letters(inside);
                i = close < 0 ? i + run - 1 : close + run - 1;
            }
            else if (c == '[')
            {
                brackets.Push((letters, linked));
                options += i + 1 < paragraph.Length && paragraph[i + 1] is '-' or '<' ? 1 : 0;
            }
            else if (c == ']' && brackets.TryPop(out var open) && i + 1 < paragraph.Length && paragraph[i + 1] == '(')
            {
                linked = open.Linked + letters - open.Letters;
                i = EndOfAddress(paragraph, i + 1);
            }
            else if (char.IsLetter(c))
            {
                letters++;
            }
        }

        return letters > 0 && linked * 2 < letters && code * 2 < letters && options < 2;
    }

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
        }

        return letters;
    }

    private static int EndOfAddress(string paragraph, int from)
    {
        var depth = 0;
        for (var i = from; i < paragraph.Length; i++)
        {
            depth += paragraph[i] == '(' ? 1 : paragraph[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return paragraph.Length;
    }
}
