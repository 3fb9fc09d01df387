using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells a table of an author from one that a site lays out, whose columns have no names (Apache: related modules, related directives), or are called previous and next and hold nothing but links.
/// </summary>
internal static class NamedColumns
{
    public static bool Are(IElement table)
    {
        if (HeadOf(table) is not { } head)
        {
            return false;
        }

        var names = PageNodes.ElementsOf(head).Where(cell => cell.LocalName == "th" && PageNodes.HasText(cell) && !BoilerplateRules.Holds(cell, HtmlTag.Link)).ToArray();
        return names.Length > 1 && !(Array.TrueForAll(names, name => PageTurner.IsName(name.TextContent)) && table.QuerySelectorAll("td").All(IsLinks));
    }

    private static IElement? HeadOf(IElement table)
    {
        foreach (var child in PageNodes.ElementsOf(table))
        {
            if (child.LocalName is "thead" or "tbody")
            {
                return HeadOf(child);
            }

            if (child.LocalName == "tr")
            {
                return child;
            }
        }

        return null;
    }

    private static bool IsLinks(IElement cell)
    {
        foreach (var node in PageNodes.Of(cell))
        {
            if (node switch { IText text => OpeningControl.HasLetters(text.Data), IElement child => child.LocalName != "a" && !IsLinks(child), _ => false })
            {
                return false;
            }
        }

        return true;
    }
}
