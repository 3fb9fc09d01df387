using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Writes tables. What a GFM table cannot hold (code blocks, tables, headings) or what is no table but layout (one column without a header, one row of more than a few words, a
/// presentation role) is written as plain blocks, cell after cell. Of a table with a header some of whose rows can be held, only the others are:
/// the table ends before such a row, and begins anew behind it, under its header.
/// </summary>
internal sealed class TableWriter(MarkdownWriter writer)
{
    // Far beyond any table a person reads; an attribute may claim a thousand columns in each of thousands of rows.
    private const int WidestSpan = 50;
    private const int MostSpannedCells = 20_000;

    // Letters of a header that is written anew behind rows of blocks. A header as long as its page would be written a thousand times.
    private const int MostRepeated = 20_000;

    private readonly ButtonCells _buttons = new(writer);

    public void Write(IElement table, in ElementFacts facts)
    {
        writer.Flush();
        var rows = TableRow.Of(table, out var captions);
        foreach (var caption in captions)
        {
            writer.WriteElement(caption);
        }

        if (writer.Flow is BlockFlow.Blocks && !IsLayout(table, facts, rows))
        {
            WriteRows(rows, rows.Count);
            return;
        }

        var isAdmonition = IsAdmonition(table);

        foreach (var cell in rows.SelectMany(row => row.Cells).Skip(isAdmonition ? 1 : 0))
        {
            WriteAsBlocks(cell, isAdmonition && cell.LocalName == "th" ? InlineMarkKind.Strong : InlineMarkKind.None);
        }
    }

    /// <summary>Writes the members of a class (Doxygen): what each is, how it is declared and, from the row below it, what it does.</summary>
    public void WriteMembers(IElement table)
    {
        writer.Flush();
        var members = new List<TableRow>();
        foreach (var row in TableRow.Of(table, out _))
        {
            if (row.Cells.Any(TableRow.HoldsSection))
            {
                WriteRows(members, members.Count);
                members.Clear();
                Array.ForEach(row.Cells, cell => WriteAsBlocks(cell, InlineMarkKind.None));
            }
            else if (members.Count > 0 && row.Cells is [{ ClassName: "mdescLeft" }, var description])
            {
                members[^1] = members[^1] with { Cells = [.. members[^1].Cells, description], HoldsBlocks = members[^1].HoldsBlocks || row.HoldsBlocks };
            }
            else
            {
                members.Add(row);
            }
        }

        WriteRows(members, members.Count);
    }

    /// <summary>Writes a table made of <c>div</c>s, its header cells first.</summary>
    /// <returns>False when it is none.</returns>
    public bool WriteGrid(IElement grid)
    {
        var count = 0;
        var width = 0;

        foreach (var cell in PageNodes.ElementsOf(grid))
        {
            width += width == count && writer.FactsOf(cell).Has(ClassTraits.GridHeader) ? 1 : 0;
            count++;
        }

        if (width < 2 || count % width != 0 || writer.Flow is not BlockFlow.Blocks || BoilerplateRules.HoldsCode(grid))
        {
            return false;
        }

        // Row by row: the cells of a long one are never all in hand.
        writer.Flush();
        WriteRows(PageNodes.ElementsOf(grid).Chunk(width).Select((row, index) => new TableRow(row, IsHeader: index == 0)), count / width);
        return true;
    }

    // DocBook may draw a note as a table: its icon, its label, its text. Asciidoctor has the label in place of the icon.
    private bool IsAdmonition(IElement table) =>
        table.ParentElement is { } parent && writer.FactsOf(parent).Has(ClassTraits.Admonition)
        && table.QuerySelector("td") is { } first
        && (first.ClassList.Contains("icon") || (!PageNodes.HasText(first) && BoilerplateRules.Holds(first, HtmlTag.Image)));

    private bool IsLayout(IElement table, in ElementFacts facts, List<TableRow> rows)
    {
        var width = 0;

        foreach (var row in rows)
        {
            width = Math.Max(width, row.Cells.Length);
        }

        return facts.Role is "presentation" or "none"
            || width == 0
            || (width == 1 && !(rows.Count > 1 && rows[0].IsHeader))
            || (rows.Count == 1 && !rows[0].IsHeader && !(facts.Has(ClassTraits.Doxygen) && table.ClassName is "params" or "tparams" or "retval" or "exception")
                && !rows[0].IsTableAlone(writer.Words))
            || (rows.Exists(row => row.HoldsBlocks) && !(rows[0] is { IsHeader: true, HoldsBlocks: false } && rows.Skip(1).Any(row => !row.HoldsBlocks)))
            || IsAdmonition(table);
    }

    private void WriteAsBlocks(IElement cell, InlineMarkKind mark)
    {
        if (writer.FactsOf(cell).Has(ClassTraits.Gutter))
        {
            return;
        }

        writer.Inline.Open(mark);
        writer.WriteElement(cell);
        writer.Flush();
        writer.Inline.Close();
    }

    private void WriteRows(IEnumerable<TableRow> rows, int count)
    {
        var alignments = new List<ColumnAlignment>();
        var lines = Layout(rows, count, alignments, out var hasHeader);
        var first = lines.FindIndex(line => line.Cells.Count > 0 || line.Blocks is not null);

        if (first < 0)
        {
            return;
        }

        hasHeader &= first == 0;
        var header = hasHeader ? lines[0].Cells : [];
        var width = lines.Max(line => line.Cells.Count);
        var isOpen = false;
        var letters = header.Sum(cell => cell.Length);
        var repeated = -letters;

        foreach (var line in hasHeader ? lines.Skip(1) : lines)
        {
            if (line.Blocks is { } blocks)
            {
                Array.ForEach(blocks.Cells, cell => WriteAsBlocks(cell, InlineMarkKind.None));
                isOpen = false;
            }
            else if (line.Cells.Count > 0)
            {
                if (!isOpen)
                {
                    repeated += letters;
                    BeginTable(repeated <= MostRepeated ? header : [], width, alignments);
                    isOpen = true;
                }

                writer.Output.BeginLine();
                WriteLine(line.Cells, Math.Min(width, line.Cells.Count));
            }
        }

        if (hasHeader && lines.Skip(1).All(line => line.Cells.Count == 0 && line.Blocks is null))
        {
            BeginTable(header, width, alignments);
        }
    }

    private void BeginTable(List<string> header, int width, List<ColumnAlignment> alignments)
    {
        writer.BeginBlock();
        WriteLine(header, width);
        writer.Output.BeginLine();
        writer.Output.Append("|");

        for (var column = 0; column < width; column++)
        {
            writer.Output.Append((column < alignments.Count ? alignments[column] : ColumnAlignment.None).Delimiter());
        }

        writer.Output.EndLine();
    }

    // The texts of the cells in their columns: a cell over several columns or rows leaves the rest of them empty. Of a row that holds blocks there are none.
    private List<TableLine> Layout(IEnumerable<TableRow> rows, int count, List<ColumnAlignment> alignments, out bool hasHeader)
    {
        var lines = new List<TableLine>(count);
        var taken = new List<int>();
        var widest = Math.Clamp(MostSpannedCells / Math.Max(1, count), 1, WidestSpan);
        hasHeader = false;
        _buttons.Clear();

        foreach (var row in rows)
        {
            var line = new List<string>(row.Cells.Length);
            hasHeader |= lines.Count == 0 && row.IsHeader;

            foreach (var cell in row.Cells)
            {
                SkipTaken(line, taken);
                var columns = CellSpan.Of(cell, "colspan", widest);
                var below = CellSpan.Of(cell, "rowspan", WidestSpan) - 1;
                _buttons.Begin(cell, lines.Count, line.Count);
                line.Add(row.HoldsBlocks ? "" : TextOf(cell));
                _buttons.End(line[^1]);

                for (var column = line.Count - 1; column < line.Count - 1 + columns; column++)
                {
                    while (taken.Count <= column)
                    {
                        taken.Add(0);
                    }

                    // This row is counted down below with the others.
                    taken[column] = below > 0 ? below + 1 : taken[column];
                }

                for (var column = 1; column < columns; column++)
                {
                    line.Add("");
                }

                for (var column = 0; column < columns && hasHeader && lines.Count == 0; column++)
                {
                    alignments.Add(ColumnAlignments.Of(cell));
                }
            }

            for (var column = 0; column < taken.Count; column++)
            {
                taken[column] = Math.Max(0, taken[column] - 1);
            }

            lines.Add(new TableLine(line, row.HoldsBlocks ? row : null));
        }

        foreach (var (row, column) in _buttons.FindTools(row => lines[row].Cells, isAlone: lines.Count == 1))
        {
            lines[row].Cells[column] = "";
        }

        foreach (var (cells, _) in lines)
        {
            var end = cells.FindLastIndex(text => text.Length > 0) + 1;
            cells.RemoveRange(end, cells.Count - end);
        }

        return lines;
    }

    private static void SkipTaken(List<string> line, List<int> taken)
    {
        while (line.Count < taken.Count && taken[line.Count] > 0)
        {
            line.Add("");
        }
    }

    private string TextOf(IElement cell)
    {
        writer.Flow = BlockFlow.Cell;
        writer.Inline.InCell = true;
        writer.Inline.LineBreak = BlockFlowNames.BreakInCell;
        writer.Inline.Owe(null);

        writer.WriteElement(cell);
        writer.Inline.Finish();
        var text = writer.Inline.Text.ToString();

        writer.Inline.Clear();
        writer.Flow = BlockFlow.Blocks;
        writer.Inline.InCell = false;
        writer.Inline.LineBreak = BlockFlowNames.BreakInParagraph;
        return text;
    }

    private void WriteLine(List<string> cells, int width)
    {
        writer.Output.Append("|");

        for (var column = 0; column < width; column++)
        {
            var text = column < cells.Count ? cells[column] : "";
            writer.Output.Append(' ');
            writer.Output.Append(text);
            writer.Output.Append(text.Length > 0 ? " |" : "|");
        }

        writer.Output.EndLine();
    }
}
