using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells a block that is only called a footer, outside of the article, from a part of the text that is: without a heading it says who may copy the pages or what has made them (Qt, GTK-Doc, Haddock).
/// </summary>
internal static class NamedFooter
{
    // With the terms of a licence.
    private const int MostLetters = 1_500;

    private const string Name = "footer";

    private static readonly ulong OfText = HtmlSegment.BitsOf(
        HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6, HtmlTag.Preformatted, HtmlTag.DefinitionList, HtmlTag.Section, HtmlTag.Article);

    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Block && (facts.Id == Name || (facts.Has(ClassTraits.Doxygen) && element.ClassList.Contains(Name)))
        && !PageNodes.Holds(element, OfText) && PageNodes.Letters(element, MostLetters) <= MostLetters
        && (SiteWords.AreInFooter(element) || element.TextContent.AsSpan().TrimStart().StartsWith("Produced by ", StringComparison.Ordinal));
}
