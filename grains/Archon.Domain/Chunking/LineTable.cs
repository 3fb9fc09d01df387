namespace Archon.Domain.Chunking;

/// <summary>
/// Where the lines of a page start and what they cost, so that any range of lines is measured in constant time.
/// A line ends at LF, CR or CR LF, as in CommonMark.
/// </summary>
internal sealed class LineTable
{
    private readonly string _text;
    private readonly List<int> _starts = [];
    private readonly List<int> _tokensBefore = [0];

    public LineTable(string text)
    {
        _text = text;
        var tokens = 0;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny('\n', '\r');
            var end = length < 0 ? text.Length : start + length;
            _starts.Add(start);
            // The line break before a line is counted with the line, when the line has anything to say and no indentation that counts for both.
            var own = TokenEstimate.Count(text.AsSpan(start, end - start));
            tokens += own == 0 || start == 0 || IsIndented(start) ? own : own + TokenEstimate.LineBreak;
            _tokensBefore.Add(tokens);
            start = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
    }

    public int Count => _starts.Count;

    public int StartOf(int line) => line < _starts.Count ? _starts[line] : _text.Length;

    /// <summary>One past the last character of the line, its line break and trailing blanks excluded.</summary>
    public int EndOf(int line)
    {
        var start = StartOf(line);
        return start + _text.AsSpan(start, StartOf(line + 1) - start).TrimEnd().Length;
    }

    public bool IsBlank(int line) => _tokensBefore[line] == _tokensBefore[line + 1];

    /// <summary>Tokens of the lines as a text of their own; blank lines in front cost one.</summary>
    public int Tokens(int firstLine, int endLine)
    {
        var leading = firstLine > 0 && firstLine < endLine && !IsBlank(firstLine) && !IsIndented(StartOf(firstLine)) ? TokenEstimate.LineBreak : 0;
        return _tokensBefore[endLine] - _tokensBefore[firstLine] - leading;
    }

    public int LineAt(int position)
    {
        var found = _starts.BinarySearch(position);
        return found >= 0 ? found : Math.Max(0, ~found - 1);
    }

    public (int First, int End) Trim(int firstLine, int endLine)
    {
        while (firstLine < endLine && IsBlank(firstLine))
        {
            firstLine++;
        }

        while (endLine > firstLine && IsBlank(endLine - 1))
        {
            endLine--;
        }

        return (firstLine, endLine);
    }

    private bool IsIndented(int start) =>
        start + 1 < _text.Length && char.IsWhiteSpace(_text[start]) && char.IsWhiteSpace(_text[start + 1]) && _text[start + 1] is not ('\n' or '\r');
}
