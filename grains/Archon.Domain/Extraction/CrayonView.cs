using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What Crayon, a plug-in of WordPress, shows around code: a title, the language, and the code a second time as it was written.</summary>
internal static class CrayonView
{
    public static bool Is(IElement element) => element.LocalName == "div" && element.ClassList.Contains("crayon-syntax");

    /// <summary>Null when there is none; it may be empty.</summary>
    public static IElement? TitleOf(IElement view) => Find(view, "span", "crayon-title");

    public static IElement? LanguageOf(IElement view) => Find(view, "span", "crayon-language");

    public static IElement? PlainOf(IElement view) => Find(view, "textarea", "crayon-plain");

    private static IElement? Find(IElement element, string name, string word)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if ((child.LocalName == name && child.ClassList.Contains(word) ? child : Find(child, name, word)) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
