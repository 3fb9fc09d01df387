using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What of a page's header is not its heading and its lead.</summary>
internal static class HeaderRules
{
    // A header may tell its authors and its tags.
    private const int LinksOfMenu = 8;

    /// <summary>Whether a block in a header is a menu: of many links, or of links that nothing but signs stand between.</summary>
    public static bool IsMenu(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is not (HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.Block or HtmlTag.Paragraph) || BoilerplateRules.Holds(element, HtmlTag.Heading1)
            || !BoilerplateRules.Holds(element, HtmlTag.Link))
        {
            return false;
        }

        var links = 0;
        var (inside, outside) = (0, 0);
        Count(element, isLink: false, ref links, ref inside, ref outside);
        return links >= LinksOfMenu ? outside * 4 <= inside : links > 1 && outside == 0;
    }

    private static void Count(IElement element, bool isLink, ref int links, ref int inside, ref int outside)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    var letters = text.Data.AsSpan().Trim().Length;
                    var counted = letters > 1 ? letters : 0;
                    inside += isLink ? counted : 0;
                    outside += isLink ? 0 : counted;
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is not HtmlTag.Silent:
                    var isOne = child.LocalName == "a" && child.HasAttribute("href");
                    links += isOne ? 1 : 0;
                    Count(child, isLink || isOne, ref links, ref inside, ref outside);
                    break;
            }
        }
    }
}
