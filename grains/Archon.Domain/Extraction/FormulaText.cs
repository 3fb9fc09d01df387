using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What a formula says that a program has set (MathJax, KaTeX, MediaWiki). Some of it is hidden from sight and some from screen readers, and which
/// of it there is depends on how the program was told to write; what can be read best is taken.
/// </summary>
internal static class FormulaText
{
    /// <summary>The formula in TeX where the page has that, else in words or letters; empty when the page says nothing of it.</summary>
    public static string Of(IElement formula)
    {
        if (formula.QuerySelector("math") is { } math)
        {
            return MathTex.Of(math);
        }

        return ScriptOf(formula)
            ?? Stated(formula, "aria-label")
            ?? (formula.QuerySelector("img[alt]") is { } image ? Stated(image, "alt") : null)
            ?? (formula.QuerySelector("[aria-label]") is { } labelled ? Stated(labelled, "aria-label") : null)
            ?? formula.TextContent;
    }

    // MathJax 2 keeps what it set in a script behind it.
    private static string? ScriptOf(IElement formula)
    {
        var next = formula.NextElementSibling ?? formula.ParentElement?.NextElementSibling;
        return next is { LocalName: "script" } && next.GetAttribute("type")?.StartsWith("math/tex", StringComparison.OrdinalIgnoreCase) is true ? FormulaSource.OfScript(next) : null;
    }

    private static string? Stated(IElement element, string attribute) => element.GetAttribute(attribute) is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
