using Markdig.Syntax;

namespace Archon.Domain.Chunking;

/// <summary>What a term is called: the bold text that its paragraph begins with.</summary>
internal static class TermText
{
    /// <summary>A signature is cut here: the path of every chunk of its description repeats it.</summary>
    private const int Limit = 120;

    private const int MostMarks = 16;

    private const string Mark = "**";

    /// <param name="paragraph">A paragraph.</param>
    /// <param name="isAlone">Nothing stands behind the term.</param>
    /// <param name="leadsOn">It leads elsewhere, as the entries of an index do.</param>
    /// <returns>Null when it does not begin with bold text.</returns>
    public static string? Of(ParagraphBlock paragraph, out bool isAlone, out bool leadsOn)
    {
        var source = paragraph.Lines.ToString().AsSpan().Trim();
        (isAlone, leadsOn) = (false, false);
        if (!source.StartsWith(Mark))
        {
            return null;
        }

        var end = source[Mark.Length..].IndexOf(Mark);
        for (var marks = 0; marks < MostMarks && end > 0 && IsInCode(source.Slice(Mark.Length, end)) && source[(Mark.Length + end + Mark.Length)..].IndexOf(Mark) is >= 0 and var further; marks++)
        {
            end += Mark.Length + further;
        }

        if (end <= 0)
        {
            return null;
        }

        isAlone = Mark.Length + end + Mark.Length == source.Length;
        leadsOn = source.Slice(Mark.Length, end).Contains("](", StringComparison.Ordinal);
        var text = PlainText.Of(source.Slice(Mark.Length, Math.Min(end, PlainText.HeadingLimit * 4)));
        return text.Length == 0 ? null : Cut(text);
    }

    /// <summary>What terms that share a description are called together.</summary>
    public static string Join(string first, string next) => Cut($"{first}, {next}");

    // f(**kwargs)
    private static bool IsInCode(ReadOnlySpan<char> text) => text.Count('`') % 2 == 1;

    private static string Cut(string text)
    {
        if (text.Length <= Limit)
        {
            return text;
        }

        var begin = text.AsSpan(0, Limit - 1);
        var blank = begin.LastIndexOf(' ');
        begin = begin[..(blank > Limit / 2 ? blank : char.IsHighSurrogate(begin[^1]) ? begin.Length - 1 : begin.Length)];
        return string.Concat(begin.TrimEnd(), "…");
    }
}
