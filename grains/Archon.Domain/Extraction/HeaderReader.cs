using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Finds the heading in what heads a part of the page: a <c>summary</c>, or rustdoc's <c>section</c> of a method or an implementation. Beside it stand a link to the
/// source and a version.
/// </summary>
internal static class HeaderReader
{
    private const int Deepest = 4;

    /// <summary>The heading in a summary; null when there is none.</summary>
    public static IElement? HeadingOfSummary(IElement element) => HeadingIn(element, Deepest);

    /// <summary>Whether the element is a heading, or is one by what stands in it.</summary>
    public static bool IsHeadingOrHoldsOne(IElement element) => HtmlTags.Of(element.LocalName).IsHeading() || HeadingIn(element, Deepest) is not null;

    /// <summary>The heading of an item (rustdoc) behind something else; null when there is none.</summary>
    public static IElement? HeadingOfItem(IElement element)
    {
        for (var child = element.FirstElementChild?.NextElementSibling; child is not null; child = child.NextElementSibling)
        {
            if (child is { LocalName: "h3" or "h4" } && child.ClassList.Contains("code-header"))
            {
                return child;
            }
        }

        return null;
    }

    /// <summary>The id of the innermost element around the heading that has one, no further out than the header; empty for none.</summary>
    public static string IdOf(IElement header, IElement heading)
    {
        for (var element = heading.ParentElement; element is not null; element = element.ParentElement)
        {
            if (element.Id is { Length: > 0 } id)
            {
                return id;
            }

            if (ReferenceEquals(element, header))
            {
                break;
            }
        }

        return "";
    }

    private static IElement? HeadingIn(IElement element, int depth)
    {
        for (var child = element.FirstElementChild; child is not null; child = child.NextElementSibling)
        {
            if (HtmlTags.Of(child.LocalName).IsHeading())
            {
                return child;
            }

            if (depth > 1 && HeadingIn(child, depth - 1) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
