using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells text of the document that is hidden, and has no control that says what it opens, from what a site hides: its messages, dialogs, forms and other views. What is longer than a line is text,
/// and what is named as an answer or stands behind its question or what a script opens it by, however short.
/// </summary>
internal static class UnopenedText
{
    private const int LongestQuestion = 300;
    private const int MostBefore = 24;
    private const int MostAround = 4;

    private static readonly FrozenSet<string> OfText = ControlWords.Words(
        "solution solutions answer answers spoiler spoilers hint hints reveal explanation toggle toggleable togglable collapse collapsed glossary definition proof example");

    private static readonly FrozenSet<string> OfSite = ControlWords.Words(
        "modal toast overlay backdrop cookie cookies consent gdpr login signin signup auth newsletter subscribe loading loader spinner skeleton notification notifications message messages error errors alert " +
        "success warning status template tmpl placeholder empty no results result print mobile noprint noscript nojs searchaux banner promo ad ads offline search share sharing feedback helpful thanks rating " +
        "comments comment menu nav navbar navigation sidebar toc settings preferences dialog metadata debug");

    // Of these a reader opens some in the text: what leads to them says which.
    private static readonly FrozenSet<string> OfPopups = ControlWords.Words("popup popover popovers tooltip tip dropdown flyout");

    private static readonly string[] Openings =
    [
        "no result", "no match", "nothing found", "nothing was found", "loading", "thank you", "thanks", "sorry", "we use cookies", "this site uses", "this website uses", "please enable", "please wait",
        "please sign", "please log", "copied", "an error", "something went wrong", "you are viewing", "you are offline", "search results", "your browser", "javascript ", "sign in", "log in", "subscribe",
        "was this", "did this", "you need to enable", "choose your language", "select your language", "share this",
    ];

    /// <summary>Whether it is text, wherever it stands.</summary>
    /// <param name="element">What is hidden.</param>
    /// <param name="before">What stands before it; null for nothing.</param>
    public static bool Is(IElement element, IElement? before)
    {
        if (ControlWords.NameText(element.ClassName))
        {
            return !ControlWords.NameChoice(element.ClassName) && PanelText.Is(element);
        }

        if (IsOfSite(element))
        {
            return false;
        }

        if (before is not null && Opens(before, element.Id))
        {
            return PanelText.IsProse(element);
        }

        if (IsPopup(element))
        {
            return false;
        }

        return ControlWords.Tokens(element.ClassName, static token => ControlWords.AnyPart(token, OfText))
            ? PanelText.Is(element)
            : PanelText.IsLong(element) && !(element.ParentElement is { LocalName: "body" } && !IsBlockOfText(before)) && (!HoldsButton(element) || BoilerplateRules.HoldsCode(element));
    }

    /// <summary>Whether it is text, once something on the page leads to it.</summary>
    public static bool MayBe(IElement element) => !IsOfSite(element) && PanelText.IsProse(element);

    /// <summary>Whether its names, its place or its first words give away what a site hides on each of its pages.</summary>
    public static bool IsOfSite(IElement element) =>
        element.HasAttribute("aria-live") || element.HasAttribute("aria-modal") || IsInForm(element) || BoilerplateRules.HoldsTitle(element) || IsNamed(element.ClassName) || IsNamed(element.ParentElement?.ClassName)
        || ControlWords.NameChoice(element.ClassName) || ControlWords.NameChoice(element.Id) || (element.Id is { } id && OfSite.Contains(id)) || Begins(element.TextContent.AsSpan().TrimStart());

    /// <summary>Whether a control stands right before what is hidden, in a line of text.</summary>
    public static bool StandsBefore(IElement? before, IElement control) => before is { LocalName: not "form" } && PageNodes.Letters(before, LongestQuestion) <= LongestQuestion && before.Contains(control);

    // Some frameworks put the whole page in one.
    private static bool IsInForm(IElement element)
    {
        var around = element.ParentElement;
        for (var levels = 0; levels < MostAround && around is not null; levels++, around = around.ParentElement)
        {
            if (around.LocalName == "form")
            {
                return around.ParentElement is not { LocalName: "body" };
            }
        }

        return false;
    }

    private static bool IsNamed(string? names) => ControlWords.Tokens(names, static token => ControlWords.AnyPart(token, OfSite));

    /// <summary>Whether it is named as what shows over the page when something is pressed.</summary>
    public static bool IsPopup(IElement element) => ControlWords.Tokens(element.ClassName, static token => ControlWords.AnyPart(token, OfPopups)) || (element.Id is { } id && ControlWords.AnyPart(id, OfPopups));

    private static bool HoldsButton(IElement element) => BoilerplateRules.Holds(element, HtmlTag.Button);

    /// <summary>Whether words begin as a site's message, or what leads to one of its dialogs, does.</summary>
    public static bool Begins(ReadOnlySpan<char> text)
    {
        foreach (var words in Openings)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlockOfText(IElement? before) =>
        before is not null && (HtmlTags.Of(before.LocalName) is HtmlTag.Paragraph or HtmlTag.BulletList or HtmlTag.OrderedList or HtmlTag.DefinitionList or HtmlTag.Table or HtmlTag.Preformatted
            or HtmlTag.BlockQuote || HtmlTags.Of(before.LocalName).IsHeading());

    // A question, or what a script acts upon.
    private static bool Opens(IElement before, string? id)
    {
        if (PageNodes.Letters(before, LongestQuestion) > LongestQuestion)
        {
            return false;
        }

        var text = before.TextContent;
        var left = MostBefore;
        return !ControlWords.SaySite(text) && !Begins(text.AsSpan().TrimStart()) && (text.AsSpan().TrimEnd().EndsWith("?") || text.AsSpan().TrimEnd().EndsWith("\uff1f") || IsScripted(before, id, ref left));
    }

    private static bool IsScripted(IElement element, string? id, ref int left)
    {
        if (ScriptedReference.Is(element) || (id is { Length: > 0 } && ScriptedReference.Targets(element).Contains(id)))
        {
            return true;
        }

        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (--left < 0)
            {
                return false;
            }

            if (IsScripted(child, id, ref left))
            {
                return true;
            }
        }

        return false;
    }
}
