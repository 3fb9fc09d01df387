using Archon.Domain.Chunking;
using Markdig.Syntax;

namespace Archon.Domain.CodeExamples;

/// <summary>A paragraph before code that is the code's caption: the name of a file, or one short line all in bold.</summary>
internal static class CodeTitle
{
    private const int Longest = 120;

    /// <summary>Null when the paragraph is prose.</summary>
    public static string? Of(ParagraphBlock paragraph)
    {
        if (paragraph.Lines.Count != 1)
        {
            return null;
        }

        var line = paragraph.Lines.Lines[0].Slice.AsSpan().Trim();
        if (line.Length is 0 or > Longest + 4)
        {
            return null;
        }

        var isBold = line.Length > 4 && (line.StartsWith("**") && line.EndsWith("**") && !line[2..^2].Contains("**", StringComparison.Ordinal));
        var text = PlainText.Of(line).TrimEnd(':');
        return text.Length > 0 && (isBold || FileLanguage.IsName(CaptionNumber.Without(text))) ? text : null;
    }
}
