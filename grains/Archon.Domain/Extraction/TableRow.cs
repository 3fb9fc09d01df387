using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>A row of a table.</summary>
/// <param name="Cells">Its cells, as they stand in the page.</param>
/// <param name="IsHeader">It is the first, and heads the others.</param>
internal sealed record TableRow(IElement[] Cells, bool IsHeader)
{
    /// <summary>A <c>pre</c> stands in it.</summary>
    public bool HoldsCode { get; init; }

    /// <summary>The rows of a table, without those of tables inside it.</summary>
    public static List<TableRow> Of(IElement table, out List<IElement> captions)
    {
        var rows = new List<TableRow>();
        captions = [];
        Gather(table, inHead: false, rows, captions);
        return BoilerplateRules.HoldsCode(table) ? rows.ConvertAll(row => row with { HoldsCode = row.Cells.Any(BoilerplateRules.HoldsCode) }) : rows;
    }

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
