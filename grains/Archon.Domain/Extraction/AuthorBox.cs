using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells who wrote a page where no name says it: a box beside the text with a link to its author (<c>rel="author"</c>), the properties of a person, or the picture that one has on many sites.
/// </summary>
internal static class AuthorBox
{
    // Of a box that says more, the person is a part.
    private const int Longest = 800;
    private const int MostLevels = 6;

    /// <summary>Whether an <c>aside</c> says who wrote the page.</summary>
    public static bool Is(IElement aside) => (IsOfPerson(aside) || ShowsAuthor(aside, MostLevels)) && aside.TextContent.AsSpan().Trim().Length <= Longest;

    private static bool ShowsAuthor(IElement element, int levels)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (IsOfPerson(child)
                || (child.LocalName == "a" && ControlWords.Tokens(child.GetAttribute("rel"), static rel => rel.Equals("author", StringComparison.OrdinalIgnoreCase)))
                || (child.LocalName == "img" && IsPortrait(child))
                || (levels > 0 && ShowsAuthor(child, levels - 1)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfPerson(IElement element) =>
        element.GetAttribute("itemprop") is "author" or "creator"
        || ControlWords.Tokens(element.ClassName, static name => name is "h-card" or "p-author");

    private static bool IsPortrait(IElement image) =>
        ControlWords.Tokens(image.ClassName, static name => name is "avatar" or "gravatar" or "u-photo") || image.GetAttribute("src") is { } address && address.Contains("gravatar.com/avatar", StringComparison.Ordinal);
}
