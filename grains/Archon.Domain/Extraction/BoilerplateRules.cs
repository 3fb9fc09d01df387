using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Which elements are not the document. An element with code in it is never taken for boilerplate: a lost example costs more
/// than a line of navigation.
/// </summary>
internal static class BoilerplateRules
{
    private const int MostWrappers = 3;

    /// <summary>Whether nothing of the element is shown to a reader, whatever the page.</summary>
    public static bool IsUnseen(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is HtmlTag.Silent)
        {
            return !HoldsMath(element) && !LabelledDrawing.Is(element, facts) && !EmbeddedWriter.Is(element, facts) && !(element.LocalName == "select" && FieldText.Is(element, facts)) && IconSign.Of(element) is null;
        }

        if (facts.IsHidden || facts.Has(ClassTraits.Hidden))
        {
            return facts.Role != "tabpanel" && !facts.Has(ClassTraits.TabPanel | ClassTraits.Collapsed) && (facts.IsHidden ? !HiddenCode.Is(element, facts) : !IsAllOfCell(element, facts));
        }

        // Rustdoc's sign beside code that does not compile.
        if (facts.Has(ClassTraits.Tooltip) && element.TextContent.AsSpan().Trim() is "\u24d8")
        {
            return true;
        }

        if (StepNumber.Is(element, facts))
        {
            return true;
        }

        return facts.IsAriaHidden && facts.Tag is not (HtmlTag.Code or HtmlTag.Preformatted) && facts.Role != "tabpanel" && !HoldsCode(element) && IconSign.Of(element) is null;
    }

    // MathJax 2 reads formulas from scripts, and shows what it made of one before it.
    private static bool HoldsMath(IElement element) =>
        element.LocalName == "script"
        && element.GetAttribute("type")?.TrimStart().StartsWith("math/", StringComparison.OrdinalIgnoreCase) is true
        && element.PreviousElementSibling?.ClassList.Any(name => name.StartsWith("MathJax", StringComparison.Ordinal) && name != "MathJax_Preview") is not true;

    /// <summary>Whether the element belongs to the site and not to the document.</summary>
    /// <param name="element">The element.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="inArticle">It stands inside a <c>main</c>, <c>article</c> or <c>section</c>.</param>
    public static bool IsBoilerplate(IElement element, in ElementFacts facts, bool inArticle)
    {
        var suspected = facts.Tag switch
        {
            HtmlTag.Navigation => !(inArticle && ContentsText.Is(element, facts)),
            HtmlTag.Aside => facts.Role != "note" && !facts.Role.StartsWith("doc-", StringComparison.Ordinal) && !facts.Has(ClassTraits.Admonition | ClassTraits.Footnote) && !(inArticle && AsideText.Is(element, facts)),
            HtmlTag.Footer => !StandsInQuote(element) && !PlacedNotes.Are(element, facts) && !(inArticle && FooterText.Is(element, facts)),
            HtmlTag.Header => !inArticle && !HoldsTitle(element),
            HtmlTag.Body or HtmlTag.Main or HtmlTag.Article => false,
            _ when facts.Role == "main" => false,
            HtmlTag.Details when ControlWords.NameChoice(element.ClassName) => !PanelText.IsProse(element),
            HtmlTag.Link => facts.Has(ClassTraits.Boilerplate | ClassTraits.SourceLink) || EntryWriter.IsSourceLink(element, facts) || BackToTop.Is(element),
            HtmlTag.Table when facts.Has(ClassTraits.Subject) && NamedColumns.Are(element) => false,
            _ => (facts.Has(ClassTraits.Boilerplate) && !facts.Has(ClassTraits.Document)) || FooterText.IsOfSite(element, facts) || FooterText.IsNamed(element, facts, inArticle) || PageTurner.Is(element, facts),
        };

        suspected |= facts.Role is "navigation" or "banner" or "contentinfo" or "search" or "doc-toc" or "doc-pagebreak"
            || (facts.Role == "tablist" && !TabSections.AreIn(element));

        return suspected && !HoldsCode(element) && !IsSidebarOfTheText(element, facts, inArticle) && !(inArticle && AsideText.IsSubject(element, facts));
    }

    /// <summary>Whether the page itself says, by an element of its body, that this is the site's.</summary>
    public static bool IsSetApart(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Navigation or HtmlTag.Aside or HtmlTag.Footer or HtmlTag.Header
        && element.ParentElement is { LocalName: "body" } && !HoldsTitle(element) && IsBoilerplate(element, facts, inArticle: false);

    /// <summary>Whether a sidebar that is no boilerplate by what it holds may be the site's by its place.</summary>
    public static bool MayBeOfLayout(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Aside or HtmlTag.Block or HtmlTag.Section && !facts.Has(ClassTraits.Document) && IsSidebar(element, facts)
        && !SectionHeading.IsSidebarTitle(element) && !HoldsCode(element);

    private static bool IsSidebarOfTheText(IElement element, in ElementFacts facts, bool inArticle) =>
        IsSidebar(element, facts) && (SectionHeading.IsSidebarTitle(element) || (inArticle && AsideText.Is(element, facts)));

    private static bool IsSidebar(IElement element, in ElementFacts facts) => facts.Has(ClassTraits.Boilerplate) && AsideText.IsSidebar(element);

    // The words for a picture: "Yes" beside a tick.
    private static bool IsAllOfCell(IElement element, in ElementFacts facts)
    {
        if (facts.Tag is not HtmlTag.Inline)
        {
            return false;
        }

        var around = element.ParentElement;
        for (var levels = 0; levels < MostWrappers && around is not null && HtmlTags.Of(around.LocalName) is HtmlTag.Inline; levels++)
        {
            around = around.ParentElement;
        }

        return around is { LocalName: "td" or "th" } && !Holds(around, HtmlTag.Image) && PageNodes.HasText(element) && !IconSign.HasWordsBeside(element, around);
    }

    /// <summary>Whether the element lists what the page or its neighbours hold. A page that is called so, by the heading its id was made of, is about other pages.</summary>
    public static bool IsContents(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Contents) && facts is { Tag: not (HtmlTag.Body or HtmlTag.Main or HtmlTag.Article), Role: not "main" } && !HoldsCode(element) && !ContentsText.Is(element, facts)
        && !(facts.Tag is HtmlTag.Section or HtmlTag.Block && SectionHeading.IsTitledBy(element, facts.Id) && !PageLinks.LeadIntoPage(element));

    /// <summary>Whether a <c>pre</c> stands in the element.</summary>
    public static bool HoldsCode(IElement element) => Holds(element, HtmlTag.Preformatted);

    public static bool HoldsTitle(IElement element) => Holds(element, HtmlTag.Heading1);

    public static bool Holds(IElement element, HtmlTag wanted) => PageNodes.Holds(element, HtmlSegment.BitOf(wanted));

    private static bool StandsInQuote(IElement element) => element.ParentElement is { LocalName: "blockquote" or "figure" };
}
