using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells a script that sets the formulas of its page (MathJax, KaTeX) from others.</summary>
internal static class FormulaScript
{
    // How its settings begin, or what it is called with.
    private static readonly string[] Uses = ["MathJax.Hub", "MathJax =", "MathJax=", "renderMathInElement("];

    public static bool Is(IElement script)
    {
        if (script.GetAttribute("src") is { } source)
        {
            return source.Contains("mathjax", StringComparison.OrdinalIgnoreCase) || source.Contains("katex", StringComparison.OrdinalIgnoreCase);
        }

        if (script.FirstChild is not IText { Data: var text })
        {
            return false;
        }

        // Told to read some elements only, which are known by their class (arithmatex).
        return Array.Exists(Uses, use => text.Contains(use, StringComparison.Ordinal)) && !text.Contains("arithmatex", StringComparison.Ordinal);
    }
}
