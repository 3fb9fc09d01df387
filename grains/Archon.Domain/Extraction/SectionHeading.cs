using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>What a part of a page is called by its own first element.</summary>
internal static class SectionHeading
{
    // Generators put anchors of their own before a heading.
    private const int MostBefore = 4;

    /// <summary>Whether the element is or begins with a heading that its id was made of, such as <c>pagination</c> and "Pagination": a section of the document.</summary>
    public static bool IsNamedBy(IElement element, string id) =>
        (HtmlTags.Of(element.LocalName).IsHeading() ? element : First(element)) is { } first && HtmlTags.Of(first.LocalName).IsHeading() && StartsWithLetters(first.TextContent, id);

    /// <summary>The same of the heading of a page.</summary>
    public static bool IsTitledBy(IElement element, string id) => id.Length > 0 && First(element) is { LocalName: "h1" } first && StartsWithLetters(first.TextContent, id);

    /// <summary>Whether the element begins with the title of a sidebar, as docutils and DocBook write those that an author puts beside the text.</summary>
    public static bool IsSidebarTitle(IElement element) =>
        First(element) is { } first && first.ClassList is var classes
        && (classes.Contains("sidebar-title") || (first.LocalName is "div" or "p" && (classes.Contains("titlepage") || classes.Contains("title"))));

    /// <summary>Whether an element in a page's source is an empty anchor, which generators put before a heading.</summary>
    public static bool MayStandBefore(string name, ReadOnlySpan<char> source) =>
        name is "span" or "a" && source.EndsWith($"></{name}>", StringComparison.OrdinalIgnoreCase);

    private static IElement? First(IElement element)
    {
        var child = element.FirstElementChild;
        for (var before = 0; before < MostBefore && child is { LocalName: "span" or "a" } && string.IsNullOrWhiteSpace(child.TextContent); before++)
        {
            child = child.NextElementSibling;
        }

        return child;
    }

    // Letters and digits alone: what is between them differs from generator to generator.
    private static bool StartsWithLetters(string text, string id)
    {
        var at = 0;
        foreach (var c in id)
        {
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }

            while (at < text.Length && !char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            if (at == text.Length || char.ToLowerInvariant(text[at++]) != char.ToLowerInvariant(c))
            {
                return false;
            }
        }

        return at > 0;
    }
}
