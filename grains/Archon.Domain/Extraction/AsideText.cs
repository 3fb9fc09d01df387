using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells a box in which the author says something beside the text from one that holds the site's navigation, what may be shared and who wrote it. An author says it in words outside of
/// links, in a figure or in a table; what is the site's says so by its first line, or by fields to be filled in. A name tells where the content and the place do not: sentences without a link between
/// two parts of the text are the author's, whatever they are called. "Sidebar" is what both call it: the author's stands behind a part of the text. What nothing tells apart is text.
/// </summary>
internal static class AsideText
{
    private const string Sidebar = "sidebar";

    // In any part of a name, such as "docSidebarContainer".
    private static readonly string[] Names = [Sidebar, "feedback", "promo", "newsletter", "subscri", "widget", "cookie", "breadcrumb", "sponsor", "advert", "navigation"];

    // A word of a name, such as "book-toc" and "authorBox".
    private static readonly FrozenSet<string> Words = ControlWords.Words(
        "share sharing social related author authors outline comment comments banner menu sources nav toc ad ads bio vcard cta meta rail drawer secondary contents footer search rating helpful recent popular tags");

    // Whoever else is named: "authors-note".
    private static readonly FrozenSet<string> WordsOfText = ControlWords.Words("note notes commentary");

    // All of a name, and believed wherever it stands.
    private static readonly FrozenSet<string> Others = ControlWords.Words("ad ads advert advertisement sponsor sponsors sponsored author-box authorbox vcard");

    // What leads elsewhere, where it is a site's.
    private static readonly FrozenSet<string> OfLinks = ControlWords.Words("navigation related pagination pager prev-next prevnext");

    /// <summary>Whether an <c>aside</c> or a sidebar is the author's wherever it stands.</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        HasRole(facts) && !(facts.Has(ClassTraits.Boilerplate) && !IsSidebar(element)) && !AreNames(element.ClassName) && !IsCalled(facts.Id)
        && ProseTally.Of(element).IsText && !SiteWords.Open(element) && !(facts.Tag is HtmlTag.Aside && AuthorBox.Is(element));

    /// <summary>
    /// Whether a box that its name makes the site's is the author's if it stands in the text: it has sentences, and no links. In an aside without such a name links may stand in the sentences, and be
    /// nearly all of it where words say that the author leads elsewhere.
    /// </summary>
    public static bool MayBe(IElement element, in ElementFacts facts) =>
        HasRole(facts) && !(facts.Tag is HtmlTag.Aside && AuthorBox.Is(element)) && (facts.Tag is HtmlTag.Aside || (facts.Has(ClassTraits.Subject) && facts.Tag is HtmlTag.Block or HtmlTag.Section))
        && (SaysOwn(element, facts, mayLead: facts.Tag is HtmlTag.Aside && !IsNamed(element), out var tally) || (tally is { HasField: false, Links: > 0 } && IsOfLinks(element, facts)));

    /// <summary>
    /// Whether a part of the text is called as a part of a site is, and is about such: below a heading it has sentences, and no links. What is called as what leads elsewhere may lead there in them, and so may what is about feedback.
    /// </summary>
    public static bool IsSubject(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Subject) && facts.Tag is HtmlTag.Block or HtmlTag.Section or HtmlTag.Aside && HasRole(facts)
        && SaysOwn(element, facts, ControlWords.Tokens(element.ClassName ?? element.Id, OfLinks.Contains) || FeedbackText.Is(element), out var tally) && tally.Titles > 0;

    /// <summary>Whether it is called a sidebar.</summary>
    public static bool IsSidebar(IElement element) => element.ClassList.Contains(Sidebar);

    /// <summary>Whether it is called as what is the site's.</summary>
    public static bool IsNamed(IElement element) => AreNames(element.ClassName) || (element.Id is { } id && IsCalled(id));

    /// <summary>The same of a part of a footer, which is called one.</summary>
    public static bool IsNamedButFooter(IElement element) => ControlWords.Tokens(element.ClassName, static token => !token.Contains("footer", StringComparison.OrdinalIgnoreCase) && IsName(token));

    private static bool HasRole(in ElementFacts facts) => !facts.Has(ClassTraits.Contents) && facts.Role is "" or "complementary" or "note" or "region";

    private static bool SaysOwn(IElement element, in ElementFacts facts, bool mayLead, out ProseTally tally)
    {
        tally = ProseTally.Of(element);
        var leads = mayLead && tally is { IsText: true, HasSentence: true, Links: > 0 } && SentenceLinks.AreAllOf(element);
        return (tally.IsPlainProse || leads) && !ControlWords.Tokens(element.ClassName, Others.Contains)
            && !SiteWords.Open(element, mayBeTitle: facts.Tag is HtmlTag.Aside && !leads) && !SiteWords.AreIn(element) && !(leads && (SiteWords.Offer(element) || FurtherReading.LeadsToSelf(element)));
    }

    private static bool IsOfLinks(IElement element, in ElementFacts facts) =>
        facts.Tag is HtmlTag.Aside && !facts.Has(ClassTraits.Boilerplate) && !IsNamed(element) && !SiteWords.Open(element) && !SiteWords.AreIn(element) && !PageLinks.LeadIntoPage(element) && FurtherReading.Is(element) && !FurtherReading.LeadsToSelf(element);

    private static bool AreNames(string? names) => ControlWords.Tokens(names, IsName);

    private static bool IsName(string token) =>
        token != Sidebar && !ControlWords.AnyPart(token, WordsOfText)
        && (Array.Exists(Names, name => token.Contains(name, StringComparison.OrdinalIgnoreCase)) || ControlWords.AnyPart(token, Words));

    // An id may be made of what stands in the element.
    private static bool IsCalled(string id) => id.Length > 0 && (Words.Contains(id) || Array.Exists(Names, name => name.Equals(id, StringComparison.OrdinalIgnoreCase)));
}
