using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A formula as TeX: what its author wrote, where the page keeps that, else its presentation MathML (MathML Core, W3C) written anew. What is nested too deep or gets too
/// long is its letters alone.
/// </summary>
internal sealed class MathTex
{
    private const int Deepest = 64;
    private const int Longest = 8_192;

    private readonly StringBuilder _tex = new();
    private bool _isTooMuch;

    /// <summary>The formula in TeX, without dollar signs.</summary>
    public static string Of(IElement math)
    {
        if (math.GetAttribute("alttext") is { Length: > 0 } stated)
        {
            return stated;
        }

        var annotation = math.QuerySelectorAll("annotation").FirstOrDefault(note => note.GetAttribute("encoding") is { } encoding && encoding.Contains("tex", StringComparison.OrdinalIgnoreCase)
            && !encoding.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase));
        if (annotation is not null)
        {
            return annotation.TextContent;
        }

        var writing = new MathTex();
        writing.WriteAll(math, depth: 0);
        return writing._isTooMuch ? math.TextContent : writing._tex.ToString();
    }

    private void WriteAll(IElement element, int depth)
    {
        foreach (var child in element.Children)
        {
            Write(child, depth + 1);
        }
    }

    private void Write(IElement element, int depth)
    {
        _isTooMuch |= depth > Deepest || _tex.Length > Longest;
        if (_isTooMuch)
        {
            return;
        }

        switch (element.LocalName)
        {
            case "mi":
                Append(MathSigns.Identifier(Text(element), element.GetAttribute("mathvariant")));
                break;

            case "mn":
                Append(MathSigns.Escaped(Text(element)));
                break;

            case "mo":
                Append(MathSigns.Operator(Text(element)));
                break;

            case "mtext" or "ms":
                Append(Text(element) is { Length: > 0 } text ? $"\\text{{{MathSigns.Escaped(text)}}}" : "\\ ");
                break;

            case "mspace":
                Append("\\ ");
                break;

            case "mfrac":
                Append($"\\frac{Argument(element, 0, depth)}{Argument(element, 1, depth)}");
                break;

            case "msqrt":
                Append($"\\sqrt{{{Inner(element, depth)}}}");
                break;

            case "mroot":
                Append($"\\sqrt[{Part(element, 1, depth)}]{Argument(element, 0, depth)}");
                break;

            case "msub":
                Append($"{Base(element, depth)}_{Script(element, 1, depth)}");
                break;

            case "msup":
                Append($"{Base(element, depth)}^{Script(element, 1, depth)}");
                break;

            case "msubsup":
                Append($"{Base(element, depth)}_{Script(element, 1, depth)}^{Script(element, 2, depth)}");
                break;

            case "munder":
                WriteAbove(element, "_", "\\underset", depth);
                break;

            case "mover":
                WriteAbove(element, "^", "\\overset", depth);
                break;

            case "munderover":
                WriteAround(element, depth);
                break;

            case "mfenced":
                WriteFenced(element, depth);
                break;

            case "mtable":
                WriteTable(element, depth);
                break;

            case "menclose":
                WriteEnclosed(element, depth);
                break;

            // The rest of them says the same again.
            case "semantics" when element.FirstElementChild is { } first:
                Write(first, depth + 1);
                break;

            case "mphantom" or "annotation" or "annotation-xml" or "none" or "mprescripts":
                break;

            default:
                WriteAll(element, depth);
                break;
        }
    }

    private void WriteAbove(IElement element, string script, string setting, int depth)
    {
        var above = Part(element, 1, depth);
        var body = Part(element, 0, depth);
        Append(element.Children.Length > 1 && MathSigns.Accent(element.Children[1].TextContent.Trim()) is { } accent ? $"{accent}{{{body}}}"
            : MathSigns.HasLimits(body) ? $"{body}{script}{Grouped(above)}"
            : $"{setting}{{{above}}}{{{body}}}");
    }

    private void WriteAround(IElement element, int depth)
    {
        var (body, below, above) = (Part(element, 0, depth), Part(element, 1, depth), Part(element, 2, depth));
        Append(MathSigns.HasLimits(body) ? $"{body}_{Grouped(below)}^{Grouped(above)}" : $"\\overset{{{above}}}{{\\underset{{{below}}}{{{body}}}}}");
    }

    private void WriteFenced(IElement element, int depth)
    {
        var separators = (element.GetAttribute("separators") ?? ",").Where(letter => !char.IsWhiteSpace(letter)).ToArray();
        Append(MathSigns.Operator(element.GetAttribute("open") ?? "("));
        var before = 0;
        foreach (var child in element.Children)
        {
            Append(before > 0 && separators.Length > 0 ? MathSigns.Operator(separators[Math.Min(before, separators.Length) - 1].ToString()) : "");
            Write(child, depth + 1);
            before++;
        }

        Append(MathSigns.Operator(element.GetAttribute("close") ?? ")"));
    }

    private void WriteTable(IElement table, int depth)
    {
        Append("\\begin{matrix}");
        var isFirst = true;
        foreach (var row in table.Children)
        {
            _tex.Append(isFirst ? " " : " \\\\ ");
            isFirst = false;

            // The first cell of a labelled row is the formula's number.
            var cells = row.Children.Skip(row.LocalName == "mlabeledtr" ? 1 : 0);
            var isFirstCell = true;
            foreach (var cell in cells)
            {
                _tex.Append(isFirstCell ? "" : " & ");
                isFirstCell = false;
                Write(cell, depth + 2);
            }
        }

        _tex.Append(" \\end{matrix}");
    }

    private void WriteEnclosed(IElement element, int depth)
    {
        var notation = element.GetAttribute("notation") ?? "";
        var inner = Inner(element, depth);
        Append(notation.Contains("strike", StringComparison.Ordinal) ? $"\\cancel{{{inner}}}"
            : notation.Contains("box", StringComparison.Ordinal) ? $"\\boxed{{{inner}}}"
            : notation.Contains("radical", StringComparison.Ordinal) ? $"\\sqrt{{{inner}}}"
            : notation.Contains("top", StringComparison.Ordinal) ? $"\\overline{{{inner}}}"
            : inner);
    }

    /// <summary>What the children are in TeX, by themselves. Costs what it writes: the text of a part is moved once for each level it is nested, of which there are few.</summary>
    private string Inner(IElement element, int depth)
    {
        var start = _tex.Length;
        WriteAll(element, depth);
        return Taken(start);
    }

    private string Part(IElement element, int index, int depth)
    {
        if (index >= element.Children.Length)
        {
            return "";
        }

        var start = _tex.Length;
        _tex.Append(' ');
        Write(element.Children[index], depth + 1);
        return Taken(start).Trim();
    }

    private string Taken(int start)
    {
        var taken = _tex.ToString(start, _tex.Length - start);
        _tex.Length = start;
        return taken.Trim();
    }

    private string Argument(IElement element, int index, int depth) => $"{{{Part(element, index, depth)}}}";

    private string Script(IElement element, int index, int depth) => Grouped(Part(element, index, depth));

    private string Base(IElement element, int depth)
    {
        var body = Part(element, 0, depth);
        var isOne = body.Length <= 1 || element.Children[0].LocalName is "mi" or "mo" or "mn" or "mtext" or "mfenced";
        return isOne ? body.Length == 0 ? "{}" : body : $"{{{body}}}";
    }

    private static string Grouped(string tex) => tex.Length == 1 ? tex : $"{{{tex}}}";

    private static string Text(IElement element) => OneLine.Of(element.TextContent);

    // A command ends where its letters do: "\pi r", and "\pi2".
    private void Append(string tex)
    {
        if (tex.Length == 0)
        {
            return;
        }

        if (char.IsAsciiLetter(tex[0]) && _tex.Length > 0 && EndsWithCommand())
        {
            _tex.Append(' ');
        }

        _tex.Append(tex);
    }

    private bool EndsWithCommand()
    {
        var at = _tex.Length - 1;
        while (at >= 0 && char.IsAsciiLetter(_tex[at]))
        {
            at--;
        }

        return at >= 0 && at < _tex.Length - 1 && _tex[at] == '\\';
    }
}
