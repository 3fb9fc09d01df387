namespace Archon.Domain.Extraction;

/// <summary>The closing delimiters of emphasis that end a paragraph so far. A letter behind them may make them none, and then they are taken back.</summary>
/// <param name="text">The paragraph.</param>
internal sealed class ClosedMarks(CharBuffer text)
{
    // From the innermost.
    private readonly List<(int ClosingStart, InlineMark Mark)> _marks = [];
    private int _end = -1;

    /// <summary>The last that was written is one.</summary>
    public bool EndTheText => _end == text.Length;

    /// <summary>A sign, as CommonMark has it: no letter, no digit, no blank.</summary>
    public static bool IsPunctuation(char letter) => !char.IsLetterOrDigit(letter) && !char.IsWhiteSpace(letter) && letter != '\0';

    /// <summary>Takes a delimiter that was written.</summary>
    /// <param name="mark">What it closes.</param>
    /// <param name="start">Where it begins; it ends the text.</param>
    public void Add(InlineMark mark, int start)
    {
        if (_end != start)
        {
            _marks.Clear();
        }

        _marks.Add((start, mark));
        _end = text.Length;
    }

    /// <summary>Begins a paragraph.</summary>
    public void Forget() => _end = -1;

    /// <summary>Before a letter: takes those back that would not close, with what opened them; false when there are none.</summary>
    /// <remarks>Before a letter "**word:**" would not close: the delimiter stands between a sign and a letter. Delimiters of one letter are one run.</remarks>
    public bool TakeBack()
    {
        var taken = false;

        while (EndTheText && _marks.Count > 0)
        {
            var first = _marks.Count - 1;
            while (first > 0 && _marks[first - 1].Mark.Closing[0] == _marks[first].Mark.Closing[0])
            {
                first--;
            }

            if (!IsPunctuation(text[_marks[first].ClosingStart - 1]))
            {
                break;
            }

            Remove(first);
            taken = true;
        }

        return taken;
    }

    // Those from here on, which end the text, and what opened them.
    private void Remove(int first)
    {
        var removed = 0;
        text.Truncate(_marks[first].ClosingStart);
        for (var index = first; index < _marks.Count; index++)
        {
            text.Remove(_marks[index].Mark.Start, _marks[index].Mark.Opening.Length);
            removed += _marks[index].Mark.Opening.Length;
        }

        _marks.RemoveRange(first, _marks.Count - first);
        for (var index = 0; index < first; index++)
        {
            var (closingStart, mark) = _marks[index];
            mark.Start -= removed;
            _marks[index] = (closingStart - removed, mark);
        }

        _end = _marks.Count > 0 ? text.Length : -1;
    }
}
