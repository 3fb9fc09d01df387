using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Tells what is called a table of contents and is a part of the text: it says more of the parts of the page than their links do, or it is about such tables and has no links.</summary>
internal static class ContentsText
{
    public static bool Is(IElement element, in ElementFacts facts)
    {
        if (facts.Role is not "" || facts.Has(ClassTraits.Boilerplate) || facts.Tag is HtmlTag.Details or HtmlTag.Aside)
        {
            return false;
        }

        var tally = ProseTally.Of(element);
        return !tally.HasField && tally.Prose - TitleLetters(element) > tally.Links && (tally.Links > 0 ? PageLinks.LeadIntoPage(element) : tally.HasSentence && facts.Tag is not HtmlTag.Navigation);
    }

    // A title need be no heading; nothing follows from it as from a sentence or a colon.
    private static int TitleLetters(IElement element) =>
        element.FirstElementChild is { } first && !HtmlTags.Of(first.LocalName).IsHeading() && !BoilerplateRules.Holds(first, HtmlTag.Link)
        && first.TextContent.AsSpan().Trim() is var title and not [.., '.' or ':' or '。' or '：'] ? title.Length : 0;
}
