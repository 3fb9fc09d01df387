using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A button or a link that opens something on its page.</summary>
internal static class OpeningControl
{
    // What is only said of the opening, or of the page.
    private static readonly string[] Empty = ["show", "hide", "expand", "collapse", "toggle", "open menu", "close", "menu", "more", "less", "copy", "search", "share", "on this page", "table of contents", "contents"];

    /// <summary>Whether the element is one, says something, and opens no menu, list of choices or dialog.</summary>
    public static bool Is(IElement element, in ElementFacts facts) =>
        facts.Has(ClassTraits.Control)
        && facts.Role is "" or "button" or "link"
        && (facts.Tag is HtmlTag.Button or HtmlTag.Link || facts.Role == "button")
        && element.GetAttribute("aria-haspopup") is null or "false"
        && element.TextContent.Any(char.IsLetterOrDigit);

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

    /// <summary>Whether it opens what stands behind it, whatever that is.</summary>
    public static bool IsByPlace(IElement element) => element.ClassList.Contains("collapsible");

    /// <summary>Whether it is one of Bootstrap's, which open text; its menus are opened otherwise.</summary>
    public static bool IsCollapse(IElement element) => (element.GetAttribute("data-bs-toggle") ?? element.GetAttribute("data-toggle")) == "collapse";

    /// <summary>The id of what it opens; null when it names none.</summary>
    public static string? TargetOf(IElement element)
    {
        if (element.GetAttribute("aria-controls") is { Length: > 0 } controlled)
        {
            return controlled;
        }

        return (element.GetAttribute("data-bs-target") ?? element.GetAttribute("data-target") ?? element.GetAttribute("href")) is ['#', _, ..] reference ? reference[1..] : null;
    }
}
