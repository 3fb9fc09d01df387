using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// A formula that a page holds as its author wrote it, between the marks by which a script would find it: of Sphinx, of arithmatex, of Doxygen, of GitHub, of pandoc.
/// </summary>
internal static class FormulaSource
{
    private static readonly (string Opening, string Closing)[] Delimiters = [(@"\(", @"\)"), (@"\[", @"\]"), ("$$", "$$"), ("$", "$")];

    /// <summary>The formula in TeX, without the marks around it; null when the element holds something else, as what a program has set.</summary>
    public static string? Of(IElement formula)
    {
        return TextOf(formula) is { } text ? OfText(text) : null;
    }

    /// <summary>As <see cref="Of"/>, of a text.</summary>
    public static string? OfText(string text)
    {
        text = text.Trim();
        foreach (var (opening, closing) in Delimiters)
        {
            if (text.Length > opening.Length + closing.Length && text.StartsWith(opening, StringComparison.Ordinal) && text.EndsWith(closing, StringComparison.Ordinal))
            {
                // Several formulas are a sentence.
                var tex = text[opening.Length..^closing.Length];
                return tex.Contains(closing, StringComparison.Ordinal) && !tex.Contains(@"\text", StringComparison.Ordinal) ? null : tex.Trim();
            }
        }

        return text.StartsWith(@"\begin{", StringComparison.Ordinal) && text.EndsWith('}') ? text : null;
    }

    /// <summary>What a script holds that is one, without what hides it from a reader of XML (kramdown).</summary>
    public static string OfScript(IElement script)
    {
        var text = script.TextContent.Trim();
        return text.StartsWith("% <![CDATA[", StringComparison.Ordinal) && text.EndsWith("%]]>", StringComparison.Ordinal) ? text["% <![CDATA[".Length..^"%]]>".Length].Trim() : text;
    }

    /// <summary>The number by which other parts of the page name the formula, as it is shown: <c>(1)</c>; empty when it has none.</summary>
    public static string NumberOf(IElement formula) => PageNodes.ElementsOf(formula).FirstOrDefault(IsNumber) is { } number ? string.Concat(number.ChildNodes.OfType<IText>().Select(text => text.Data)) : "";

    private static string? TextOf(IElement formula)
    {
        if (formula.ChildNodes is { Length: 1 } only && only[0] is IText single)
        {
            return single.Data;
        }

        return PageNodes.ElementsOf(formula).All(IsNumber) ? string.Concat(formula.ChildNodes.OfType<IText>().Select(text => text.Data)) : null;
    }

    private static bool IsNumber(IElement element) => element.ClassName == "eqno";
}
