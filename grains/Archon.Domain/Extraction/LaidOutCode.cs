using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells a <c>code</c> that is a block from one in a line: by what its style, or that of the block which holds nothing else, says of its line breaks, or by breaks in it when it is all of a block.</summary>
internal static class LaidOutCode
{
    public static bool Is(IElement code) =>
        (KeepsLines(code) || (code.ParentElement is { } parent && KeepsLines(parent) && IsAlone(code)))
        && (code.TextContent.AsSpan().Trim().Contains('\n') || PageNodes.ElementsOf(code).Any(child => child.LocalName == "br"));

    /// <summary>It is all that its block holds, and there are breaks in it (the PHP manual, and what blogs make of code).</summary>
    public static bool IsBroken(IElement code) =>
        BoilerplateRules.Holds(code, HtmlTag.LineBreak)
        && code.ParentElement is { } parent && HtmlTags.Of(parent.LocalName) is var tag && tag.IsBlock() && !tag.IsHeading()
        && IsAlone(code) && !BoilerplateRules.HoldsCode(code);

    private static bool KeepsLines(IElement element)
    {
        if (element.GetAttribute("style") is not { } style)
        {
            return false;
        }

        const string property = "white-space";
        var start = style.IndexOf(property, StringComparison.OrdinalIgnoreCase);
        return start >= 0
            && style.AsSpan(start + property.Length).TrimStart() is [':', .. var value]
            && (value.TrimStart().StartsWith("pre", StringComparison.OrdinalIgnoreCase) || value.TrimStart().StartsWith("break-spaces", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAlone(IElement code)
    {
        foreach (var node in code.ParentElement!.ChildNodes)
        {
            if (!ReferenceEquals(node, code) && !(node is IText text && string.IsNullOrWhiteSpace(text.Data)) && node is not (IComment or IElement { LocalName: "br" }))
            {
                return false;
            }
        }

        return true;
    }
}
