using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells what an author wrote into a <c>footer</c>: notes, sources, a correction. A footer is read part by part: what has sentences that no site says below its pages is text, and a footer with such a part, or with notes, stays
/// without its others.
/// </summary>
internal static class FooterText
{
    // Titles of notes, and classes of them.
    private static readonly string[] OfNotes = ["notes", "footnotes", "endnotes", "references", "bibliography", "citations", "sources", "works cited", "literature", "fußnoten", "anmerkungen", "literatur", "notas", "références"];

    private const int LongestTitle = 40;

    // Letters of one that is known by its name, and what makes more of it.
    private const int LongestNamed = 600;

    private static readonly ulong Parts = HtmlSegment.BitOf(HtmlTag.Heading1) | HtmlSegment.BitOf(HtmlTag.Heading2) | HtmlSegment.BitOf(HtmlTag.Heading3) | HtmlSegment.BitOf(HtmlTag.Heading4)
        | HtmlSegment.BitOf(HtmlTag.Preformatted) | HtmlSegment.BitOf(HtmlTag.Table) | HtmlSegment.BitOf(HtmlTag.Code) | HtmlSegment.BitOf(HtmlTag.BulletList) | HtmlSegment.BitOf(HtmlTag.OrderedList)
        | HtmlSegment.BitOf(HtmlTag.DefinitionList);

    /// <summary>Whether a footer holds notes: it stands with the text even outside of it.</summary>
    public static bool HoldsNotes(IElement footer, in ElementFacts facts) =>
        !facts.Has(ClassTraits.Boilerplate) && facts.Role is "" && (IsOfNotes(footer) || PageNodes.ElementsOf(footer).Any(IsOfNotes)) && ProseTally.Of(footer).HasSentence;

    /// <summary>Whether a footer in the text is text.</summary>
    public static bool Is(IElement footer, in ElementFacts facts)
    {
        if (facts.Has(ClassTraits.Boilerplate) || facts.Role is not "")
        {
            return false;
        }

        if (IsOfNotes(footer))
        {
            return true;
        }

        var (hasBlocks, asks) = (false, PageNodes.Holds(footer, ProseTally.Fields));
        foreach (var part in PageNodes.ElementsOf(footer))
        {
            if (HtmlTags.Of(part.LocalName) is var tag && tag.IsBlock())
            {
                hasBlocks = true;
                if (IsOfNotes(part) || (!asks && !tag.IsHeading() && IsPart(part)))
                {
                    return true;
                }
            }
        }

        return !hasBlocks && IsPart(footer);
    }

    /// <summary>Whether a part of a footer that stays is the site's.</summary>
    public static bool IsOfSite(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Paragraph or HtmlTag.Block or HtmlTag.BulletList && facts.Id.Length == 0 && element.ParentElement is { LocalName: "footer", ParentElement: not { LocalName: "blockquote" or "figure" } }
        && !IsOfNotes(element) && SiteWords.AreInFooter(element) && !(facts.Tag is HtmlTag.BulletList && ProseTally.Of(element).IsText);

    /// <summary>Whether a block that is no <c>footer</c> but called one says whose the page is, or what has made it; within the article a sentence may say so of anything else.</summary>
    public static bool IsNamed(IElement element, in ElementFacts facts, bool inArticle) =>
        facts.Tag is HtmlTag.Block && (facts.Id == "footer" || (facts.Has(ClassTraits.Doxygen) && element.ClassList.Contains("footer")))
        && !PageNodes.Holds(element, Parts) && PageNodes.Letters(element, LongestNamed) <= LongestNamed && (inArticle ? SiteWords.BeginWithMaker(element) : SiteWords.TellMaker(element)) && !IsOfNotes(element);

    private static bool IsPart(IElement part) => ProseTally.Of(part) is { IsText: true, HasSentence: true } && !AsideText.IsNamedButFooter(part) && !SiteWords.AreInFooter(part);

    private static bool IsOfNotes(IElement element)
    {
        if (HtmlTags.Of(element.LocalName).IsHeading())
        {
            return element.TextContent.AsSpan().Trim() is { Length: < LongestTitle } title && Contains(title.TrimEnd(":¶#"));
        }

        return element.GetAttribute("role") is "doc-endnotes" or "doc-bibliography" or "doc-footnote"
            || ControlWords.Tokens(element.ClassName, static name => Contains(name))
            || (element.FirstElementChild is { } first && HtmlTags.Of(element.LocalName) switch
            {
                HtmlTag.Block or HtmlTag.Section => HtmlTags.Of(first.LocalName).IsHeading() && IsOfNotes(first),

                // Each note leads back to where it is made.
                HtmlTag.OrderedList => first.Id is { Length: > 0 } && first.QuerySelector("a[href^='#']") is not null,
                _ => false,
            });
    }

    private static bool Contains(ReadOnlySpan<char> words)
    {
        foreach (var name in OfNotes)
        {
            if (words.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
