using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A table whose elements only say what they are (ARIA): <c>role="table"</c>, in it <c>row</c>, and in that <c>cell</c>.</summary>
internal static class RoleTable
{
    /// <summary>Whether rows of cells stand in an element, and no text between them.</summary>
    public static bool Is(IElement table)
    {
        var rows = 0;
        return AreRows(table, ref rows) && rows > 0;
    }

    /// <summary>Finds the rows, and what else stands beside them.</summary>
    public static void Gather(IElement part, List<TableRow> rows, List<IElement> captions)
    {
        foreach (var child in PageNodes.ElementsOf(part))
        {
            if (child.GetAttribute("role") == "row")
            {
                var cells = PageNodes.ElementsOf(child).ToArray();
                rows.Add(new TableRow(cells, rows.Count == 0 && cells.Length > 0 && Array.TrueForAll(cells, cell => cell.GetAttribute("role") == "columnheader")));
            }
            else if (HoldsRow(child))
            {
                Gather(child, rows, captions);
            }
            else
            {
                captions.Add(child);
            }
        }
    }

    private static bool AreRows(IElement part, ref int rows)
    {
        foreach (var node in PageNodes.Of(part))
        {
            switch (node)
            {
                case IText text when !string.IsNullOrWhiteSpace(text.Data):
                    return false;

                case IElement child when child.GetAttribute("role") == "row":
                    if (!AreCells(child))
                    {
                        return false;
                    }

                    rows++;
                    break;

                case IElement child when HoldsRow(child) && !AreRows(child, ref rows):
                    return false;
            }
        }

        return true;
    }

    private static bool AreCells(IElement row)
    {
        foreach (var node in PageNodes.Of(row))
        {
            if (node is IText text ? !string.IsNullOrWhiteSpace(text.Data)
                : node is IElement child && child.GetAttribute("role") is not ("cell" or "gridcell" or "columnheader" or "rowheader"))
            {
                return false;
            }
        }

        return true;
    }

    // A group of rows, or what arranges them.
    private static bool HoldsRow(IElement element) =>
        element.GetAttribute("role") is "rowgroup" or "presentation" or "none" || PageNodes.ElementsOf(element).Any(child => child.GetAttribute("role") is "row" or "rowgroup");
}
