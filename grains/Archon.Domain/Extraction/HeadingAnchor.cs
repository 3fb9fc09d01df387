using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells the sign that links to its own heading (¶, #, §, a chain) from a heading that is itself a link.</summary>
internal static class HeadingAnchor
{
    public static bool Is(IElement element, in ElementFacts facts, bool inHeading)
    {
        if (facts.Tag is not HtmlTag.Link || (!inHeading && !facts.Has(ClassTraits.HeadingAnchor)))
        {
            return false;
        }

        if (element.GetAttribute("href") is not { } reference || !reference.Contains('#', StringComparison.Ordinal))
        {
            return facts.Has(ClassTraits.HeadingAnchor) && IsSign(element.TextContent);
        }

        return IsSign(element.TextContent);
    }

    /// <summary>Whether an element only holds such a sign, as a picture may be one (Scaladoc).</summary>
    public static bool IsAround(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Inline && facts.Has(ClassTraits.HeadingAnchor)
        && element is { ChildElementCount: 1, FirstElementChild: { LocalName: "a", ChildElementCount: 1, FirstElementChild: { LocalName: "img" or "i" } sign } }
        && IsSign(element.TextContent) && IsSign(sign.GetAttribute("alt") ?? "");

    /// <summary>Whether what a link says only says that it is one to its heading.</summary>
    public static bool IsSign(string text)
    {
        var sign = text.AsSpan().Trim();
        return sign.Length <= 2 && sign.IndexOfAnyInRange('0', 'z') < 0
            || sign.StartsWith("Permalink", StringComparison.OrdinalIgnoreCase)
            || sign.StartsWith("Direct link to", StringComparison.OrdinalIgnoreCase)
            || sign.StartsWith("Link to this", StringComparison.OrdinalIgnoreCase)
            || sign.StartsWith("Section titled", StringComparison.OrdinalIgnoreCase)
            || sign.Equals("anchor", StringComparison.OrdinalIgnoreCase);
    }
}
