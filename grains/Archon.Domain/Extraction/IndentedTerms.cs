using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Lists of definitions and nothing else in a quotation: nobody is quoted, its author indented them (docutils makes that of it).</summary>
internal static class IndentedTerms
{
    /// <param name="quotation">The quotation.</param>
    public static bool Are(IElement quotation)
    {
        var holder = quotation is { ChildElementCount: 1, FirstElementChild: { LocalName: "div" } inner } ? inner : quotation;
        var holdsTerms = false;
        foreach (var child in PageNodes.Of(holder))
        {
            if (child is IElement { LocalName: "dl" })
            {
                holdsTerms = true;
            }
            else if (child is IElement { ChildElementCount: > 0 } or IElement { LocalName: not ("a" or "span") } || !string.IsNullOrWhiteSpace(child.TextContent))
            {
                return false;
            }
        }

        return holdsTerms;
    }
}
