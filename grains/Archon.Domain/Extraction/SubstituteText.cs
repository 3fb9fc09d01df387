using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// What an author wrote for who cannot see what stands in a page, or runs no scripts: text, a picture or a table. What only says what a browser cannot do, or asks for scripts to be turned on, is
/// none, nor is a picture that stands before it already.
/// </summary>
internal static class SubstituteText
{
    // A plea is no longer, and has nothing to look at.
    private const int LongestPlea = 400;

    private static readonly ulong Shown = HtmlSegment.BitsOf(HtmlTag.Preformatted, HtmlTag.Cell, HtmlTag.Image);

    private static readonly string[] Pleas =
        ["browser", "javascript", "scripts on", "enable script", "activate script", "scripting", "navigateur", "navegador", "\u0431\u0440\u0430\u0443\u0437\u0435\u0440", "\u6d4f\u89c8\u5668", "\u30d6\u30e9\u30a6\u30b6"];

    public static bool Is(IElement element)
    {
        if (element.LocalName == "noscript" && IsCopy(element))
        {
            return false;
        }

        var shows = PageNodes.Holds(element, Shown);
        return (shows || PageNodes.HasText(element)) && !(IsPlea(element) && !shows);
    }

    // Of a picture that a script loads later, or of none but what counts readers.
    private static bool IsCopy(IElement noscript) =>
        noscript.PreviousElementSibling is { LocalName: "img" or "picture" } before && before.GetAttribute("aria-hidden") != "true" && !PageNodes.HasText(noscript);

    private static bool IsPlea(IElement element) =>
        element.TextContent is { Length: <= LongestPlea } text && Array.Exists(Pleas, words => text.Contains(words, StringComparison.OrdinalIgnoreCase));
}
