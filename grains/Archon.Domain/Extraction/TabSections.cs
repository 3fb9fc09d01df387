using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tabs that have their panels between them: the accordions of jQuery UI, of Bootstrap 3 and of what ARIA advised before there were disclosures. They are sections with titles, and no
/// alternatives.
/// </summary>
internal static class TabSections
{
    /// <summary>Whether a list of tabs holds what one of them opens.</summary>
    public static bool AreIn(IElement list) => HoldsPanel(list, []);

    /// <summary>Whether a tab stands in such a list.</summary>
    public static bool AreAround(IElement tab) => tab.ParentElement?.Closest("[role=tablist]") is { } list && (BoilerplateRules.HoldsCode(list) || AreIn(list));

    private static bool HoldsPanel(IElement element, HashSet<string> opened)
    {
        foreach (var child in PageNodes.ElementsOf(element))
        {
            if (child.GetAttribute("role") == "tabpanel" || (child.Id is { Length: > 0 } id && opened.Contains(id)))
            {
                return true;
            }

            if (child.GetAttribute("role") == "tab" && TabLabel.PanelOf(child) is { Length: > 0 } panel)
            {
                opened.Add(panel);
            }

            if (HoldsPanel(child, opened))
            {
                return true;
            }
        }

        return false;
    }
}
