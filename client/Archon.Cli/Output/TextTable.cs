namespace Archon.Cli.Output;

/// <summary>Columns of cleaned text, aligned. The last column is never cut, so that a URL can be copied.</summary>
internal sealed class TextTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(TerminalText.OneLine)]);

    public void WriteTo(TerminalStream stream)
    {
        var widths = headings.Select((heading, column) => _rows.Select(row => row[column].Length).Append(heading.Length).Max()).ToArray();
        stream.Line(Styled.Dim(Join(headings, widths)));
        foreach (var row in _rows)
        {
            stream.Line(Join(row, widths));
        }
    }

    private static string Join(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => column == cells.Length - 1 ? cell : cell.PadRight(widths[column])));
}
