using System.Text;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Reads code that is laid out with tables and paragraphs as the lines a reader sees: a row or a paragraph is one, and what stands side by side begins where the widest of
/// the column before ends. A blank that does not break is one of the code's, of others one stays, as in a browser.
/// </summary>
internal sealed class LaidOutLines
{
    // Beyond any code a person reads; what is padded to a column must stay in proportion to the page.
    private const int WidestMargin = 200;
    private const int BlanksPerLetter = 4;
    private const int MostBlanksAnyway = 2_000;

    private readonly List<StringBuilder> _lines = [];
    private bool _isOpen;
    private bool _endsWithBlank;

    /// <summary>The lines of an element, without blanks at their ends.</summary>
    public static List<string> Of(IElement element) => LinesOf(element).ConvertAll(line => line.TrimEnd(' '));

    private static List<string> LinesOf(IElement element)
    {
        var reading = new LaidOutLines();
        if (element.LocalName == "table")
        {
            reading.ReadRows(element);
        }
        else
        {
            reading.Read(element);
        }

        return reading._lines.ConvertAll(line => line.ToString());
    }

    private void Read(IElement element)
    {
        foreach (var node in PageNodes.Of(element))
        {
            switch (node)
            {
                case IText text:
                    Append(text.Data);
                    break;

                case IElement { LocalName: "br" }:
                    if (!_isOpen)
                    {
                        Open();
                    }

                    _isOpen = false;
                    break;

                case IElement { LocalName: "table" } table:
                    _isOpen = false;
                    ReadRows(table);
                    _isOpen = false;
                    break;

                case IElement child when child.HasAttribute("hidden") || HtmlTags.Of(child.LocalName) is HtmlTag.Silent or HtmlTag.Button:
                    break;

                case IElement child when HtmlTags.Of(child.LocalName).IsBlock():
                    _isOpen = false;
                    Read(child);
                    _isOpen = false;
                    break;

                case IElement child:
                    Read(child);
                    break;
            }
        }
    }

    private void ReadRows(IElement table)
    {
        var rows = TableRow.Of(table, out _).ConvertAll(row => Array.ConvertAll(row.Cells, LinesOf));
        var widths = new int[rows.Count == 0 ? 0 : rows.Max(row => row.Length)];
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length; column++)
            {
                widths[column] = row[column].Aggregate(widths[column], (width, line) => Math.Max(width, line.Length));
            }
        }

        var left = MostBlanksAnyway + (BlanksPerLetter * rows.Sum(row => row.Sum(cell => cell.Sum(line => line.Length))));
        foreach (var row in rows)
        {
            var height = row.Length == 0 ? 0 : Math.Max(1, row.Max(cell => cell.Count));
            for (var index = 0; index < height; index++)
            {
                var line = new StringBuilder();
                var start = 0;
                for (var column = 0; column < row.Length; column++)
                {
                    if (index < row[column].Count)
                    {
                        var blanks = Math.Clamp(Math.Min(start, WidestMargin) - line.Length, 0, left);
                        left -= blanks;
                        line.Append(' ', blanks).Append(row[column][index]);
                    }

                    start += widths[column];
                }

                _lines.Add(line);
            }
        }
    }

    private void Append(string text)
    {
        foreach (var letter in text)
        {
            if (letter is ' ' or '\n' or '\t' or '\r' or '\f')
            {
                if (_isOpen && !_endsWithBlank)
                {
                    _lines[^1].Append(' ');
                    _endsWithBlank = true;
                }

                continue;
            }

            (_isOpen ? _lines[^1] : Open()).Append(letter == '\u00a0' ? ' ' : letter);
            _endsWithBlank = false;
        }
    }

    private StringBuilder Open()
    {
        _lines.Add(new StringBuilder());
        _isOpen = true;
        _endsWithBlank = false;
        return _lines[^1];
    }
}
