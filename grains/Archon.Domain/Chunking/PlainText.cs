using System.Net;
using System.Text;
using Archon.Domain.Search;
using Markdig.Helpers;

namespace Archon.Domain.Chunking;

/// <summary>Takes the inline marks out of a short piece of Markdown: emphasis, links, images, code spans, tags, escapes, entities.</summary>
internal static class PlainText
{
    /// <summary>A heading in a path is cut here: every chunk and example below repeats it.</summary>
    public const int HeadingLimit = 200;

    // Bounds the work on a paragraph that never ends: brackets and ticks are searched from each other.
    private const int ReadLimit = 1_024;

    public static string OfHeading(StringLineGroup lines)
    {
        var text = OfBegin(lines);
        var end = Math.Min(text.Length, HeadingLimit);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)].TrimEnd();
    }

    /// <summary>The beginning of a paragraph, at most about a thousand characters.</summary>
    public static string OfBegin(StringLineGroup lines)
    {
        var source = new StringBuilder();
        for (var i = 0; i < lines.Count && source.Length < ReadLimit; i++)
        {
            var line = lines.Lines[i].Slice.AsSpan().Trim();
            line = i < lines.Count - 1 ? WithoutBreak(line) : line;
            source.Append(i == 0 ? "" : " ").Append(line[..Math.Min(line.Length, ReadLimit)]);
        }

        return Of(source.ToString());
    }

    /// <summary>The end of a paragraph, at most about a thousand characters.</summary>
    public static string OfEnd(StringLineGroup lines)
    {
        var source = "";
        for (var i = lines.Count - 1; i >= 0 && source.Length < ReadLimit; i--)
        {
            var line = lines.Lines[i].Slice.AsSpan().Trim();
            line = i < lines.Count - 1 ? WithoutBreak(line) : line;
            source = $"{line[EndOf(line)..]} {source}";
        }

        return Of(source);
    }

    /// <summary>A line of a paragraph without the backslash that breaks it (CommonMark 0.31, 6.7).</summary>
    public static ReadOnlySpan<char> WithoutBreak(ReadOnlySpan<char> line)
    {
        var text = line.TrimEnd('\\');
        return (line.Length - text.Length) % 2 == 0 ? line : line[..^1].TrimEnd();
    }

    public static string Of(ReadOnlySpan<char> source)
    {
        source = source.Trim();
        var kept = new StringBuilder(source.Length);
        var brackets = new Stack<int>();
        var marks = new EmphasisMarks();
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            var rest = source[(i + 1)..];
            if (c == '\\' && rest.Length > 0 && char.IsAscii(rest[0]) && (char.IsPunctuation(rest[0]) || char.IsSymbol(rest[0])))
            {
                kept.Append(source[++i]);
            }
            else if (c == '`' && CodeSpan(source[i..]) is var (length, ticks) && length > 0)
            {
                kept.Append(source.Slice(i + ticks, length - (2 * ticks)).Trim());
                i += length - 1;
            }
            else if (c == '<' && rest.Length > 0 && (char.IsAsciiLetter(rest[0]) || rest[0] is '/' or '!') && rest.IndexOf('>') is var close and > 0)
            {
                var inside = rest[..close];
                kept.Append(inside.Contains("://", StringComparison.Ordinal) && !inside.Contains(' ') ? inside : inside.TrimEnd("/ ") is "br" ? " " : "");
                i += close + 1;
            }
            else if (c is '*' or '_')
            {
                var run = EmphasisRun.At(source, i);
                if (!marks.Takes(run, kept.Length))
                {
                    kept.Append(source.Slice(i, run.Length));
                }

                i += run.Length - 1;
            }
            else if (c == '[')
            {
                brackets.Push(kept.Length);
                kept.Append(c);
            }
            else if (c == ']' && brackets.TryPop(out var open) && LinkTail(rest) is var tail and > 0)
            {
                var image = open > 0 && kept[open - 1] == '!';
                kept.Remove(image ? open - 1 : open, image ? 2 : 1);
                marks.Shift(open, image ? 2 : 1);
                i += tail;
            }
            else
            {
                kept.Append(c);
            }
        }

        marks.RemoveFrom(kept);
        return Decode(kept.ToString()).Trim();
    }

    // Where the end of a long line begins: with a sentence outside of code, lest the code be taken for text from there on and the text for code.
    private static int EndOf(ReadOnlySpan<char> line)
    {
        var least = Math.Max(0, line.Length - ReadLimit);
        for (var from = least; from > 0 && line[from..].IndexOf(". ") is var dot and >= 0; from += dot + 2)
        {
            if (line[..(from + dot)].Count('`') % 2 == 0)
            {
                return from + dot + 2;
            }
        }

        return least;
    }

    /// <summary>With its entities as what they stand for. Marks of found words stay; what stands for one is left out.</summary>
    private static string Decode(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        for (var from = 0; from <= text.Length;)
        {
            var mark = text.AsSpan(from).IndexOfAny(Snippet.FoundBegins, Snippet.FoundEnds);
            var until = mark < 0 ? text.Length : from + mark;
            decoded.Append(Snippet.WithoutMarks(WebUtility.HtmlDecode(text[from..until])));
            if (until < text.Length)
            {
                decoded.Append(text[until]);
            }

            from = until + 1;
        }

        return decoded.ToString();
    }

    private static (int Length, int Ticks) CodeSpan(ReadOnlySpan<char> source)
    {
        var ticks = source.IndexOfAnyExcept('`');
        for (var i = ticks; ticks > 0 && i < source.Length;)
        {
            var run = source[i..].IndexOf('`');
            if (run < 0)
            {
                break;
            }

            i += run;
            var length = source[i..].IndexOfAnyExcept('`') is var n and >= 0 ? n : source.Length - i;
            if (length == ticks)
            {
                return (i + length, ticks);
            }

            i += length;
        }

        return (0, 0);
    }

    /// <summary>Length of <c>(address)</c> or <c>[label]</c> right after a bracket; 0 when there is none.</summary>
    private static int LinkTail(ReadOnlySpan<char> rest)
    {
        if (rest.StartsWith("["))
        {
            return rest.IndexOf(']') + 1;
        }

        var depth = 0;
        for (var i = 0; i < rest.Length && rest[0] == '('; i++)
        {
            if (rest[i] == '"' && rest[i - 1] == ' ')
            {
                // Its title.
                i = EndOfTitle(rest, i);
                continue;
            }

            depth += rest[i] == '(' ? 1 : rest[i] == ')' ? -1 : 0;
            if (depth == 0)
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int EndOfTitle(ReadOnlySpan<char> text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '"')
            {
                return i;
            }
        }

        return start;
    }
}
