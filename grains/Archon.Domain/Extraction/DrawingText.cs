using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What is written in a drawing of the text (SVG): each of its texts is a line, in the order of the page. Signs and what names a site have words, too: they are small, are called so, or
/// stand in what leads somewhere. Letters alone are none: some draw each letter of a word by itself.
/// </summary>
internal static class DrawingText
{
    private const int MostLookedAt = 20_000;
    private const int MostLines = 1_000;

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,+-\u2212% ");

    private const string Leading = "a, button, h1, h2, h3, h4, h5, h6, label, summary, header, nav, footer, [role=button], mjx-container, .MathJax, .MathJax_SVG, .MathJax_Display, .katex";

    public static bool Is(IElement drawing) =>
        !DrawingSize.IsOfSign(drawing) && HoldsWord(drawing) && drawing.Closest(Leading) is null && !IsNamedAsSign(drawing.ClassName) && !IsNamedAsSign(drawing.Id)
        && !IsNamedAsSign(drawing.ParentElement?.ClassName) && !IsNamedAsSign(drawing.ParentElement?.Id) && !IsNamedAsSign(LabelledDrawing.LabelOf(drawing));

    public static IReadOnlyList<string> LinesOf(IElement drawing)
    {
        var lines = new List<string>();
        var left = MostLookedAt;
        AddLines(drawing, lines, ref left);
        return lines;
    }

    private static bool HoldsWord(IElement drawing)
    {
        foreach (var line in LinesOf(drawing))
        {
            for (var index = 1; index < line.Length; index++)
            {
                if (char.IsLetter(line[index]) && char.IsLetter(line[index - 1]))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AddLines(IElement element, List<string> lines, ref int left)
    {
        for (var child = element.FirstElementChild; child is not null && left-- > 0 && lines.Count < MostLines; child = child.NextElementSibling)
        {
            switch (child.LocalName)
            {
                case not null when child.HasChildNodes && !IsShown(child):
                    break;

                case "text" or "foreignObject":
                    var text = new StringBuilder();
                    AddText(child, text);
                    if (OneLine.Of(text.ToString()) is { Length: > 0 } line)
                    {
                        if (IsNumber(line) && lines is [.., var last] && IsNumber(last))
                        {
                            lines[^1] = $"{last} {line}";
                        }
                        else
                        {
                            lines.Add(line);
                        }
                    }

                    break;

                // The first is shown that can be; the others say it again.
                case "switch" when child.FirstElementChild is { LocalName: "foreignObject" } shown && PageNodes.HasText(shown):
                    var words = new StringBuilder();
                    AddText(shown, words);
                    lines.Add(OneLine.Of(words.ToString()));
                    break;

                case "title" or "desc" or "metadata" or "style" or "script" or "defs" or "symbol" or "clipPath" or "mask":
                    break;

                default:
                    AddLines(child, lines, ref left);
                    break;
            }
        }
    }

    private static void AddText(IElement element, StringBuilder text)
    {
        foreach (var node in element.ChildNodes)
        {
            switch (node)
            {
                case IText part:
                    text.Append(part.Data);
                    break;

                case IElement { LocalName: "title" or "desc" or "style" or "script" or "svg" }:
                case IElement hidden when !IsShown(hidden):
                    break;

                // What has a place of its own stands apart.
                case IElement child:
                    var isBlock = child.LocalName is "br" or "p" or "div" or "li" or "td";
                    text.Append(isBlock || child.HasAttribute("x") || child.HasAttribute("y") || child.HasAttribute("dy") ? " " : "");
                    AddText(child, text);
                    text.Append(isBlock ? " " : "");
                    break;
            }
        }
    }

    private static bool IsShown(IElement element) =>
        element.GetAttribute("display") is not "none" && element.GetAttribute("visibility") is not ("hidden" or "collapse")
        && !(element.GetAttribute("style") is { } style && (Says(style, "display", "none") || Says(style, "visibility", "hidden")));

    private static bool Says(string style, string property, string value)
    {
        foreach (var range in style.AsSpan().Split(';'))
        {
            var said = style.AsSpan(range);
            if (said.IndexOf(':') is var colon and > 0 && said[..colon].Trim().Equals(property, StringComparison.OrdinalIgnoreCase) && said[(colon + 1)..].Trim().StartsWith(value, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // Of an axis, or of places: they are read in one line.
    private static bool IsNumber(string line) =>
        line.AsSpan().IndexOfAnyInRange('0', '9') >= 0 && line.AsSpan().IndexOfAnyExcept(OfNumbers) < 0;

    private static bool IsNamedAsSign(string? name) =>
        name is not null && (name.Contains("logo", StringComparison.OrdinalIgnoreCase) || name.Contains("icon", StringComparison.OrdinalIgnoreCase)
            || name.Contains("badge", StringComparison.OrdinalIgnoreCase) || name.Contains("brand", StringComparison.OrdinalIgnoreCase));
}
