using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A button, a link or a heading that opens something on its page.</summary>
internal static class OpeningControl
{
    private const int MostWrappers = 3;

    // What is only said of the opening, or of the page.
    private static readonly string[] Empty =
    [
        "show", "hide", "expand", "collapse", "toggle", "open menu", "close", "menu", "more", "less", "copy", "search", "share", "on this page", "table of contents", "contents",
    ];

    /// <summary>Whether the element is one, and opens no menu, list of choices or dialog.</summary>
    /// <param name="element">The element.</param>
    /// <param name="facts">What is known of it.</param>
    /// <param name="isTitle">It is all that a heading or a term says.</param>
    public static bool Is(IElement element, in ElementFacts facts, bool isTitle) =>
        (facts.Has(ClassTraits.Control) || (isTitle && facts.Tag is HtmlTag.Button) || IsNamed(element))
        && (facts.Role is "" or "button" or "link" || (facts.Role == "heading" && isTitle))
        && (facts.Tag is HtmlTag.Button or HtmlTag.Link || facts.Role == "button" || isTitle)
        && !OpensMenu(element);

    /// <summary>Whether what it opens is a menu, a list of choices or a dialog.</summary>
    public static bool OpensMenu(IElement element) =>
        element.GetAttribute("aria-haspopup") is not (null or "false") || (element.GetAttribute("data-bs-toggle") ?? element.GetAttribute("data-toggle")) == "dropdown";

    /// <summary>Whether a sign behind its words says that there is something to choose.</summary>
    public static bool ShowsMenu(IElement element) => element.TextContent.AsSpan().TrimEnd() is [.., '▾' or '▼' or '⌄' or '˅'];

    /// <summary>Whether it, its line or what they stand in is named as a choice of something of the site.</summary>
    public static bool StandsInChoice(IElement element, IElement line) =>
        ControlWords.NameChoice(element.ClassName) || ControlWords.NameChoice(element.ParentElement?.ClassName) || ControlWords.NameChoice(line.ClassName) || ControlWords.NameChoice(line.ParentElement?.ClassName);

    /// <summary>Whether what it says is about something, and not only that it opens.</summary>
    public static bool SaysWhat(IElement element)
    {
        var text = element.TextContent.AsSpan().Trim();
        foreach (var words in Empty)
        {
            if (text.StartsWith(words, StringComparison.OrdinalIgnoreCase) && (text.Length == words.Length || !char.IsLetterOrDigit(text[words.Length])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether it says in two words or more that something is opened, and nothing else: "Show code", and what stands there once it is open.</summary>
    public static bool OnlyOpens(IElement element) => element.TextContent.AsSpan().Trim().Contains(' ') && AllOpens(element);

    /// <summary>Whether a text says anything.</summary>
    public static bool HasLetters(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (char.IsLetterOrDigit(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether its class, or that of what it stands in, says that it opens text.</summary>
    public static bool IsNamed(IElement element) => ControlWords.NameText(element.ClassName) || ControlWords.NameText(element.ParentElement?.ClassName);

    /// <summary>Whether the class of something close around it says that text is opened in there.</summary>
    public static bool StandsInNamed(IElement element)
    {
        var around = element.ParentElement;
        for (var levels = 0; levels < MostWrappers && around is not null; levels++, around = around.ParentElement)
        {
            if (ControlWords.NameText(around.ClassName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it is one of Bootstrap's, which open text; its menus are opened otherwise.</summary>
    public static bool IsCollapse(IElement element) => (element.GetAttribute("data-bs-toggle") ?? element.GetAttribute("data-toggle")) == "collapse";

    /// <summary>Whether it says, by its name or its words, that it opens something that a site offers on each of its pages.</summary>
    /// <param name="element">The control.</param>
    /// <param name="isTitle">It is all that a heading or a term says, or is named as what opens text: its words may be about anything.</param>
    public static bool IsOfSite(IElement element, bool isTitle) =>
        ControlWords.NameChoice(element.ClassName)
        || (!isTitle && (ControlWords.NameSite(element.ClassName) || ControlWords.NameChoice(element.Id) || ControlWords.NameChoice(element.ParentElement?.ClassName)
            || ControlWords.SaySite(element.TextContent) || ControlWords.SaySite(element.GetAttribute("aria-label"))));

    /// <summary>The id of what it opens; null when it names none.</summary>
    public static string? TargetOf(IElement element)
    {
        if (element.GetAttribute("aria-controls") is { Length: > 0 } controlled)
        {
            return controlled;
        }

        return (element.GetAttribute("data-bs-target") ?? element.GetAttribute("data-target") ?? element.GetAttribute("href")) is ['#', _, ..] reference ? reference[1..] : null;
    }

    private static bool AllOpens(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            if (!(node switch { IText text => ControlWords.SayOpening(text.Data), IElement child => AllOpens(child), _ => true }))
            {
                return false;
            }
        }

        return true;
    }
}
