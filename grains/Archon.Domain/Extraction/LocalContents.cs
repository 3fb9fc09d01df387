using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A table of contents of the page it stands on (Asciidoctor): its headings say the same, so that it is none of the text of a page however short.</summary>
internal static class LocalContents
{
    public static bool Are(IElement contents)
    {
        var hasLinks = false;
        return AreLocal(contents, ref hasLinks) && hasLinks;
    }

    private static bool AreLocal(IElement element, ref bool hasLinks)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.LocalName == "a" && child.GetAttribute("href") is { } reference)
            {
                // A fragment may be a route to another page.
                if (reference is not ['#', not ('/' or '!'), ..])
                {
                    return false;
                }

                hasLinks = true;
            }
            else if (!AreLocal(child, ref hasLinks))
            {
                return false;
            }
        }

        return true;
    }
}
