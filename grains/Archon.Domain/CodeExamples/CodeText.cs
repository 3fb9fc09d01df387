using System.Text;
using Archon.Domain.Chunking;
using Markdig.Helpers;
using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>Copies the content of a code block out of the page, to the byte.</summary>
internal static class CodeText
{
    private const int TabWidth = 4;

    /// <summary>The lines with the ends they have, without the one before the closing fence.</summary>
    public static string Of(CodeBlock code, MarkdownOutline outline)
    {
        var lines = code.Lines;
        var text = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            text.Append(i == 0 ? "" : EndOf(lines.Lines[i - 1], outline));
            if (code is FencedCodeBlock && lines.Lines[i].Slice.AsSpan().IsWhiteSpace())
            {
                AppendBlank(text, in lines.Lines[i], code.Column, outline);
            }
            else
            {
                AppendLine(text, in lines.Lines[i], outline);
            }
        }

        return text.ToString();
    }

    /// <summary>Markdig drops the blanks of a blank line in a list; the line itself still has them, right of the margin.</summary>
    private static void AppendBlank(StringBuilder text, in StringLine line, int margin, MarkdownOutline outline)
    {
        var source = SourceOf(line, outline);
        var i = 0;
        for (var column = 0; i < source.Length && column < margin; i++)
        {
            column += source[i] == '\t' ? TabWidth - (column % TabWidth) : 1;
        }

        text.Append(source[i..].IsWhiteSpace() ? source[i..] : line.Slice.AsSpan());
    }

    private static void AppendLine(StringBuilder text, in StringLine line, MarkdownOutline outline)
    {
        var slice = line.Slice;
        if (slice.Length == 0)
        {
            return;
        }

        if (ReferenceEquals(slice.Text, outline.Parsed))
        {
            text.Append(outline.Markdown.AsSpan(slice.Start, slice.Length));
            return;
        }

        // Markdig expands a tab that follows the margin of a list or a quotation, on a copy. The copy is blanks up to the tab stop and then the rest
        // of the source line, which finds the tab again. A tab the margin only half consumed stays blanks, as CommonMark has it.
        var blanks = TabWidth - (line.Column % TabWidth);
        var source = SourceOf(line, outline);
        var tab = source.Length - (slice.Length - blanks) - 1;
        var isWhole = tab >= 0 && source[tab] == '\t' && ColumnAt(source[..tab]) == line.Column;
        if (isWhole)
        {
            text.Append(source[tab..]);
        }
        else
        {
            text.Append(slice.AsSpan());
        }
    }

    private static int ColumnAt(ReadOnlySpan<char> margin)
    {
        var column = 0;
        foreach (var c in margin)
        {
            column += c == '\t' ? TabWidth - (column % TabWidth) : 1;
        }

        return column;
    }

    private static string EndOf(in StringLine line, MarkdownOutline outline) =>
        outline.Markdown.AsSpan(line.Position + SourceOf(line, outline).Length) is not ['\r', .. var rest] ? "\n" : rest is ['\n', ..] ? "\r\n" : "\r";

    private static ReadOnlySpan<char> SourceOf(in StringLine line, MarkdownOutline outline)
    {
        var source = outline.Markdown.AsSpan(line.Position);
        return source.IndexOfAny('\n', '\r') is var end and >= 0 ? source[..end] : source;
    }
}
