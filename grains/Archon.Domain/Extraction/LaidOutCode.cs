using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells a <c>code</c> that is a block from one in a line: by what its style, or that of the block which holds nothing else, says of its line breaks, or by breaks in it when it is all of a block or stands between blocks.</summary>
internal static class LaidOutCode
{
    public static bool Is(IElement code) =>
        (KeepsLines(code) || (code.ParentElement is { } parent && KeepsLines(parent) && IsAlone(code)))
        && (code.TextContent.AsSpan().Trim().Contains('\n') || PageNodes.ElementsOf(code).Any(child => child.LocalName == "br"));

    /// <summary>It is all that its block holds, or stands between blocks, and there are breaks in it (the PHP manual, and what blogs make of code).</summary>
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

    // Between blocks it is a line of its own.
    private static bool IsAlone(IElement code) =>
        EndsLine(code, static node => node.PreviousSibling) && EndsLine(code, static node => node.NextSibling);

    private static bool EndsLine(INode code, Func<INode, INode?> next)
    {
        for (var node = next(code); node is not null; node = next(node))
        {
            switch (node)
            {
                case IElement element when HtmlTags.Of(element.LocalName).IsBlock():
                    return true;

                case IComment or IElement { LocalName: "br" or "wbr" }:
                case IText text when string.IsNullOrWhiteSpace(text.Data):
                    continue;

                default:
                    return false;
            }
        }

        return true;
    }
}
