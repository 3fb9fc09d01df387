using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells a script that sets the formulas of its page (MathJax, KaTeX) from others, and what it was told to look for.</summary>
internal static class FormulaScript
{
    // How its settings begin, or what it is called with.
    private static readonly string[] Uses = ["MathJax.Hub", "MathJax =", "MathJax=", "renderMathInElement("];

    // MathJax has components of these names, which a site may keep anywhere.
    private static readonly string[] Names = ["mathjax", "katex", "tex-mml-chtml", "tex-mml-svg", "tex-chtml", "tex-svg"];

    private static readonly string[] Dollars = ["['$','$']", "left:'$',", "'left':'$',"];

    public static FormulaReading Of(IElement script)
    {
        var called = script.GetAttribute("onload") is { } handler ? OfText(handler) : FormulaReading.None;
        if (called is not FormulaReading.None)
        {
            return called;
        }

        if (script.GetAttribute("src") is { } source)
        {
            return Array.Exists(Names, name => source.Contains(name, StringComparison.OrdinalIgnoreCase)) || script.Id == "MathJax-script" ? FormulaReading.Marks : FormulaReading.None;
        }

        return script.FirstChild is IText { Data: var text } ? OfText(text) : FormulaReading.None;
    }

    // Told to read some elements only, which are known by their class (arithmatex).
    private static FormulaReading OfText(string text) =>
        !Array.Exists(Uses, use => text.Contains(use, StringComparison.Ordinal)) || text.Contains("arithmatex", StringComparison.Ordinal) ? FormulaReading.None
        : ReadsDollars(text) ? FormulaReading.Dollars
        : FormulaReading.Marks;

    private static bool ReadsDollars(string text)
    {
        if (!text.Contains("'$'", StringComparison.Ordinal) && !text.Contains("\"$\"", StringComparison.Ordinal))
        {
            return false;
        }

        var settings = string.Concat(text.Where(letter => !char.IsWhiteSpace(letter))).Replace('"', '\'');
        return Array.Exists(Dollars, told => settings.Contains(told, StringComparison.Ordinal));
    }
}
