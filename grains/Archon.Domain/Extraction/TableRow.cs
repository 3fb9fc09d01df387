using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells, as they stand in the page.</param>
/// <param name="IsHeader">It is the first, and heads the others.</param>
internal sealed record TableRow(IElement[] Cells, bool IsHeader)
{
    // Layouts hold more than that.
    private const int LongestAlone = 200;

    private static readonly ulong LaidOut = HtmlSegment.BitsOf([.. Enum.GetValues<HtmlTag>().Where(tag => tag.IsBlock()), HtmlTag.Image]);

    private static readonly ulong Sections = HtmlSegment.BitsOf(
        HtmlTag.Table, HtmlTag.Heading1, HtmlTag.Heading2, HtmlTag.Heading3, HtmlTag.Heading4, HtmlTag.Heading5, HtmlTag.Heading6);

    /// <summary>Code of several lines or in a <c>pre</c>, a table or a heading stands in it, which no cell of a GFM table can hold.</summary>
    public bool HoldsBlocks { get; init; }

    /// <summary>
    /// Whether the row is a table though it is the only one: a few words in each of several cells, as a name and its value. One that holds blocks or pictures arranges
    /// a page, and one of links leads through a site. Buttons beside anything else do something with that.
    /// </summary>
    /// <param name="words">Reads the cells.</param>
    public bool IsTableAlone(PlainText words)
    {
        var length = 0;
        var texts = 0;
        var links = 0;
        var buttons = 0;
        foreach (var cell in Cells)
        {
            if (PageNodes.Holds(cell, LaidOut))
            {
                return false;
            }

            if (PageNodes.Holds(cell, HtmlSegment.BitOf(HtmlTag.Button)))
            {
                if (!ControlLine.IsOfButtons(cell))
                {
                    return false;
                }

                buttons++;
            }

            var text = words.Of(cell).Trim();
            length += text.Length;
            texts += text.Length > 0 ? 1 : 0;
            links += text.Length > 0 && PageNodes.ElementsOf(cell).Any(child => child.LocalName == "a" && words.Of(child).Trim().Length == text.Length) ? 1 : 0;
        }

        return texts > 1 && links < texts && (buttons == 0 || buttons == Cells.Length) && length <= LongestAlone;
    }

    /// <summary>The rows of a table, without those of tables inside it.</summary>
    public static List<TableRow> Of(IElement table, out List<IElement> captions)
    {
        var rows = new List<TableRow>();
        captions = [];
        if (table.LocalName == "table")
        {
            Gather(table, inHead: false, rows, captions);
        }
        else
        {
            RoleTable.Gather(table, rows, captions);
        }

        if (CellFragment.MayBeIn(table, rows) && rows.Exists(row => Array.Exists(row.Cells, CellFragment.IsIn)))
        {
            return rows.ConvertAll(row => row with { HoldsBlocks = Array.Exists(row.Cells, cell => AreBlocksIn(cell) || CellFragment.IsIn(cell)) });
        }

        return AreBlocksIn(table) ? rows.ConvertAll(row => row with { HoldsBlocks = Array.Exists(row.Cells, AreBlocksIn) }) : rows;
    }

    /// <summary>A table or a heading stands in it.</summary>
    public static bool HoldsSection(IElement cell) => PageNodes.Holds(cell, Sections);

    private static bool AreBlocksIn(IElement element) => BoilerplateRules.HoldsCode(element) || HoldsSection(element);

    private static void Gather(IElement part, bool inHead, List<TableRow> rows, List<IElement> captions)
    {
        foreach (var child in PageNodes.ElementsOf(part))
        {
            switch (HtmlTags.Of(child.LocalName))
            {
                case HtmlTag.TablePart:
                    Gather(child, child.LocalName == "thead", rows, captions);
                    break;

                case HtmlTag.Caption:
                    captions.Add(child);
                    break;

                case HtmlTag.Row:
                    var cells = PageNodes.ElementsOf(child).ToArray();
                    var isHeader = inHead || (rows.Count == 0 && cells.Length > 0 && cells.All(cell => cell.LocalName == "th"));
                    rows.Add(new TableRow(cells, isHeader && rows.Count == 0));
                    break;
            }
        }
    }
}
