using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>Code in a table's cell as Doxygen writes it, a block for each line. One line of it is code in a line there.</summary>
internal static class CellFragment
{
    private static readonly ulong Block = HtmlSegment.BitOf(HtmlTag.Block);

    // A table that holds them arranges a page, and its cells are written as blocks in any case.
    private static readonly ulong Layout = HtmlSegment.BitsOf(
        HtmlTag.Table, HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6);

    /// <summary>Whether some may stand in a table. Parses nothing.</summary>
    public static bool MayBeIn(IElement table, List<TableRow> rows) => rows.Count > 1 && PageNodes.Holds(table, Block) && !PageNodes.Holds(table, Layout);

    /// <summary>Whether several lines of code stand in a cell.</summary>
    public static bool IsIn(IElement cell)
    {
        if (!PageNodes.Holds(cell, Block))
        {
            return false;
        }

        foreach (var node in PageNodes.Of(cell))
        {
            if (node is IElement { LocalName: "div", ClassName: "fragment" } fragment && HasLines(fragment))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasLines(IElement fragment)
    {
        var lines = 0;
        foreach (var node in PageNodes.Of(fragment))
        {
            lines += node is IElement { LocalName: "div", ClassName: "line" } line && !string.IsNullOrWhiteSpace(line.TextContent) ? 1 : 0;
        }

        return lines > 1;
    }
}
