using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Formulas that a Markdown converter has torn: between their marks it took the signs of TeX for its own (<c>\(a&lt;em&gt;1 + b&lt;/em&gt;2\)</c> is <c>\(a_1 + b_2\)</c>). The program of
/// the page no longer finds them; what their author wrote can be told all the same, in a paragraph: what stands behind a text is surely parsed with it only there.
/// </summary>
internal sealed class FormulaSpan
{
    private const int MostNodes = 64;
    private const int MostLetters = 8_192;

    private readonly StringBuilder _tex = new();

    private FormulaSpan()
    {
    }

    /// <summary>The text from the first mark to behind the last, with what its author wrote in place of elements.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The text of the page in which it ends.</summary>
    public IText Last { get; private set; } = null!;

    /// <summary>Where it ends in that.</summary>
    public int End { get; private set; }

    /// <summary>What begins in a text and ends in one behind it.</summary>
    /// <param name="first">The text.</param>
    /// <param name="start">Where the mark begins that does not end in it.</param>
    /// <param name="reading">What are marks.</param>
    /// <returns>Null when nothing ends it.</returns>
    public static FormulaSpan? Of(IText first, int start, FormulaReading reading)
    {
        var span = new FormulaSpan();
        span._tex.Append(first.Data.AsSpan(start));
        var left = MostNodes;
        for (var node = first.NextSibling; node is not null && left-- > 0 && span._tex.Length < MostLetters; node = node.NextSibling)
        {
            var before = span._tex.Length;
            if (!span.Append(node))
            {
                return null;
            }

            if (node is IText text && FormulaMarks.MayBeIn(text.Data, reading) && span.EndsBehind(before, text, reading))
            {
                return span;
            }
        }

        return null;
    }

    private bool EndsBehind(int before, IText text, FormulaReading reading)
    {
        var all = _tex.ToString();
        var end = 0;
        while (end <= before && !FormulaMarks.Next(all, end, reading, out var start, out var next).IsEmpty && (end > 0 || start == 0))
        {
            end = next;
        }

        if (end <= before)
        {
            return false;
        }

        (Text, Last, End) = (all[..end], text, text.Data.Length - (all.Length - end));
        return true;
    }

    private bool Append(INode node)
    {
        switch (node)
        {
            case IText text:
                _tex.Append(text.Data);
                return true;

            case IComment:
                return true;

            case IElement { LocalName: "br" }:
                _tex.Append('\n');
                return true;

            case IElement { LocalName: "em" or "i" } emphasis:
                var sign = SignBehind(_tex[^1]);
                _tex.Append(sign);
                return AppendAll(emphasis, sign);

            case IElement { LocalName: "sub" or "sup" } script:
                _tex.Append(script.LocalName == "sub" ? "_{" : "^{");
                return AppendAll(script, "}");

            default:
                return false;
        }
    }

    private bool AppendAll(IElement element, string end)
    {
        foreach (var node in element.ChildNodes)
        {
            if (!Append(node))
            {
                return false;
            }
        }

        AppendEnd(end, element.NextSibling);
        return true;
    }

    // Behind a subscript something follows; emphasis that ends with its formula is emphasis.
    private void AppendEnd(string sign, INode? next)
    {
        var isEmphasis = sign == "_" && !(next is IText { Data: [var letter, ..] } && (char.IsLetterOrDigit(letter) || letter is '{' or '\\') && !next.TextContent.StartsWith(@"\)", StringComparison.Ordinal));
        _tex.Append(isEmphasis ? "" : sign);
    }

    // A subscript, or a star above. Anywhere else a letter is only set so.
    private static string SignBehind(char before) =>
        char.IsLetterOrDigit(before) || before is '}' or ')' or ']' or '\'' or '|' ? "_" : before == '^' ? "*" : "";
}
