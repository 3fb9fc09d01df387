using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// The site's name as the first <c>h1</c> of a page, with the links beside it (Django): all of it is a link, the page's title ends with it, and the page has another <c>h1</c>, which is what
/// that title begins with.
/// </summary>
/// <param name="Block">The heading, or what is around it and holds nothing but links.</param>
/// <param name="Own">The heading of the page.</param>
internal sealed record SiteBanner(IElement Block, IElement Own)
{
    private const string Separators = "|-–—·•:»";

    /// <param name="headings">The <c>h1</c> of the page, in document order.</param>
    /// <param name="title">What the page calls itself; empty when it does not.</param>
    /// <param name="words">Reads the words of a heading.</param>
    /// <returns>Null where the first heading may be the page's.</returns>
    public static SiteBanner? Of(IReadOnlyList<PlacedHeading> headings, string title, PlainText words)
    {
        if (headings is not [var first, var second, ..] || title.Length == 0 || !PageOpening.LeadsElsewhere(first.Element, orToTop: true))
        {
            return null;
        }

        var site = OneLine.Of(words.Of(first.Element));
        if (site.Length == 0 || !title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var before = title.AsSpan(0, title.Length - site.Length).TrimEnd();
        var page = before.TrimEnd(Separators).TrimEnd();
        var own = OneLine.Of(words.Of(second.Element)).AsSpan();
        return page.Length < before.Length && !page.IsEmpty && !own.IsEmpty
            && (page.StartsWith(own, StringComparison.OrdinalIgnoreCase) || own.Contains(page, StringComparison.OrdinalIgnoreCase))
                ? new SiteBanner(Around(first, second), second.Element)
                : null;
    }

    private static IElement Around(PlacedHeading site, PlacedHeading own)
    {
        var block = site.Element;
        for (var depth = site.Path.Length - 1; depth > 1 && Array.IndexOf(own.Path, site.Path[depth]) < 0 && IsOfLinks(site.Path[depth]); depth--)
        {
            block = site.Path[depth];
        }

        return block;
    }

    private static bool IsOfLinks(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            var isNone = node switch
            {
                IText text => !text.Data.Any(char.IsLetterOrDigit),
                IElement { LocalName: "a" } => true,
                IElement child => HtmlTags.Of(child.LocalName) is not HtmlTag.Preformatted && IsOfLinks(child),
                _ => true,
            };

            if (!isNone)
            {
                return false;
            }
        }

        return true;
    }
}
