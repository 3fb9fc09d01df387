using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A row of tabs, and which of its elements are some.</summary>
internal static class TabRow
{
    /// <summary>The row that is all of a navigation, as Bootstrap advises; null for none.</summary>
    public static IElement? AllOf(IElement navigation) =>
        PageNodes.ElementsOf(navigation).Take(2).ToArray() is [var only] && only.GetAttribute("role") == "tablist" ? only : null;

    /// <summary>Whether what the tabs open stands between them.</summary>
    public static bool IsOfSections(IElement row) => BoilerplateRules.HoldsCode(row) || TabSections.AreIn(row);

    /// <summary>Its tabs: those that say so, else whatever serves as one.</summary>
    public static IReadOnlyList<IElement> TabsOf(IElement row)
    {
        var tabs = new List<IElement>();
        Find(row, element => element.GetAttribute("role") == "tab" || (element.ClassList.Contains("tab") && element.Id is { Length: > 0 }), tabs);
        if (tabs.Count == 0)
        {
            Find(row, element => element.LocalName is "label" or "button" or "li" or "a", tabs);
        }

        return tabs;
    }

    private static void Find(IElement row, Func<IElement, bool> isTab, List<IElement> tabs)
    {
        foreach (var child in PageNodes.ElementsOf(row))
        {
            if (isTab(child))
            {
                tabs.Add(child);
            }
            else
            {
                Find(child, isTab, tabs);
            }
        }
    }
}
