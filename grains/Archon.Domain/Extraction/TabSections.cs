using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tabs that have their panels between them: the accordions of jQuery UI, of Bootstrap 3 and of what ARIA advised before there were disclosures. They are sections with titles, and no
/// alternatives.
/// </summary>
internal static class TabSections
{
    private const int MostElements = 20_000;

    /// <summary>Whether a list of tabs holds what one of them opens.</summary>
    public static bool AreIn(IElement list)
    {
        var left = MostElements;
        return HoldsPanel(list, [], ref left);
    }

    /// <summary>Whether a tab stands in a list of tabs.</summary>
    public static bool IsInList(IElement tab)
    {
        var element = tab.ParentElement;
        while (element is not null && element.GetAttribute("role") != "tablist")
        {
            element = element.ParentElement;
        }

        return element is not null;
    }

    private static bool HoldsPanel(IElement element, HashSet<string> opened, ref int left)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (--left < 0)
            {
                return false;
            }

            if (child.GetAttribute("role") == "tabpanel" || (child.Id is { Length: > 0 } id && opened.Contains(id)))
            {
                return true;
            }

            if (child.GetAttribute("role") == "tab" && TabLabel.PanelOf(child) is { Length: > 0 } panel)
            {
                opened.Add(panel);
            }

            if (HoldsPanel(child, opened, ref left))
            {
                return true;
            }
        }

        return false;
    }
}
