using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells the cells of nothing but buttons that say what their row is about (a table of keys, or of what may be pressed) from those in which something may be done with the row: the rows above
/// and below offer the same, or other buttons of the row are no words. Reused from table to table.
/// </summary>
internal sealed class ButtonCells(MarkdownWriter writer)
{
    private readonly List<Cell> _cells = [];
    private readonly HashSet<int> _toolRows = [];
    private (int Row, int Column, int Buttons) _current;
    private int _leftOut;

    public void Clear()
    {
        _cells.Clear();
        _toolRows.Clear();
    }

    /// <summary>A cell comes next: all its buttons are written when nothing else stands in it.</summary>
    public void Begin(IElement cell, int row, int column)
    {
        var buttons = cell.LocalName != "th" && BoilerplateRules.Holds(cell, HtmlTag.Button) && ControlLine.IsOfButtons(cell) ? ButtonsIn(cell) : 0;
        _current = (row, column, buttons);
        _leftOut = writer.Buttons.LeftOut;
        writer.Buttons.InCellOfButtons = buttons > 0;
    }

    /// <summary>The cell has been written.</summary>
    public void End(string text)
    {
        writer.Buttons.InCellOfButtons = false;
        if (_current.Buttons > 0 && text.Length > 0)
        {
            _cells.Add(new Cell(_current.Row, _current.Column, text, _current.Buttons));
        }

        if (writer.Buttons.LeftOut > _leftOut)
        {
            _toolRows.Add(_current.Row);
        }
    }

    /// <summary>The cells that are no text.</summary>
    /// <param name="textsOf">The texts of a row.</param>
    /// <param name="isAlone">The table has one row.</param>
    public List<(int Row, int Column)> FindTools(Func<int, List<string>> textsOf, bool isAlone)
    {
        if (_cells.Count == 0)
        {
            return [];
        }

        // A row that is all of the table is one thing: what its author shows ("File", "Edit", "View"), or a row of tools.
        var isOneRow = _cells.TrueForAll(cell => cell.Row == _cells[0].Row && cell.Buttons == 1) && textsOf(_cells[0].Row).Count(text => text.Length > 0) == _cells.Count;
        if (isAlone && isOneRow && _cells.Count > 1 && _cells.Exists(cell => IsName(cell.Text)))
        {
            return [];
        }

        var byPlace = _cells.ToDictionary(cell => (cell.Row, cell.Column));
        return [.. _cells.Where(cell => !IsText(cell)).Select(cell => (cell.Row, cell.Column))];

        bool IsText(Cell cell)
        {
            var above = byPlace.GetValueOrDefault((cell.Row - 1, cell.Column));
            var below = byPlace.GetValueOrDefault((cell.Row + 1, cell.Column));
            var isBesideText = textsOf(cell.Row).Where((text, column) => text.Length > 0 && !byPlace.ContainsKey((cell.Row, column))).Any();
            if (cell.IsNumber)
            {
                return isBesideText || (above ?? below) is { IsNumber: false };
            }

            var isName = IsName(cell.Text);
            return !cell.OffersSame(above) && !cell.OffersSame(below)
                && (isBesideText ? above is not null || below is not null || (isName && !_toolRows.Contains(cell.Row)) : isName && cell.Buttons == 1);
        }
    }

    private static bool IsName(string text) => ControlWords.MayBeName(text) || ControlWords.AreSign(text.Replace("\\", ""));

    // A chip does nothing.
    private int ButtonsIn(IElement element)
    {
        var count = element.LocalName == "button" && !writer.FactsOf(element).Has(ClassTraits.InlineBox) ? 1 : 0;
        foreach (var child in PageNodes.ElementsOf(element))
        {
            count += ButtonsIn(child);
        }

        return count;
    }

    private sealed record Cell(int Row, int Column, string Text, int Buttons)
    {
        // Keys that are pressed together have signs between them, and each may stand in other rows as well.
        private bool IsRowOfButtons => Buttons > 1 && !Text.AsSpan().ContainsAny("+,/>-");

        /// <summary>The version since when there is something, which may be the same for many (the tables of MDN). What is done is named in words.</summary>
        public bool IsNumber => !Text.Any(char.IsLetter) && Text.Any(char.IsAsciiDigit);

        public bool OffersSame(Cell? other) =>
            other is not null
            && (other.Text == Text || (IsRowOfButtons && Text.Contains(other.Text, StringComparison.Ordinal)) || (other.IsRowOfButtons && other.Text.Contains(Text, StringComparison.Ordinal)));
    }
}
