using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What of a page's header is not its heading and its lead.</summary>
internal static class HeaderRules
{
    // A header may tell its authors and its tags.
    private const int LinksOfMenu = 8;

    /// <summary>Whether a block in a header is a menu: of many links to other pages, or of links that nothing but signs stand between.</summary>
    /// <param name="element">The block.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="isOfPage">The header is the page's, so that few links may be the site's; in an article's they are its own.</param>
    public static bool IsMenu(IElement element, in ElementFacts facts, bool isOfPage)
    {
        if (facts.Tag is not (HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.Block or HtmlTag.Paragraph) || BoilerplateRules.Holds(element, HtmlTag.Heading1)
            || !BoilerplateRules.Holds(element, HtmlTag.Link))
        {
            return false;
        }

        var links = 0;
        var (inside, outside) = (0, 0);
        Count(element, isLink: false, ref links, ref inside, ref outside);
        return links >= LinksOfMenu ? outside * 4 <= inside : isOfPage && links > 1 && outside == 0;
    }

    private static void Count(IElement element, bool isLink, ref int links, ref int inside, ref int outside)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    // Names stand between commas.
                    var letters = text.Data.AsSpan().Trim();
                    var counted = letters.Length > 1 || letters is "," ? letters.Length : 0;
                    inside += isLink ? counted : 0;
                    outside += isLink ? 0 : counted;
                    break;

                case IElement child when HtmlTags.Of(child.LocalName) is not HtmlTag.Silent:
                    var reference = child.LocalName == "a" ? child.GetAttribute("href") : null;
                    links += reference is { Length: > 0 } && reference[0] != '#' ? 1 : 0;
                    Count(child, isLink || reference is not null, ref links, ref inside, ref outside);
                    break;
            }
        }
    }
}
