namespace Archon.Domain.Extraction;

/// <summary>Writes code in running text, between as many backticks as it needs.</summary>
/// <param name="text">The paragraph.</param>
internal sealed class CodeSpans(CharBuffer text)
{
    // The end of the last span, to join spans that touch.
    private int _end = -1;
    private bool _isPlain;

    /// <summary>Writes a span.</summary>
    /// <param name="code">Its content, in one line and not empty.</param>
    /// <param name="inCell">It stands in a table cell.</param>
    public void Append(string code, bool inCell)
    {
        // Two spans that touch would be one run of backticks, so they become one span.
        var touches = _end == text.Length;
        var isPlain = !code.Contains('`', StringComparison.Ordinal);

        if (touches && _isPlain && isPlain)
        {
            text.Truncate(text.Length - 1);
            AppendContent(code, inCell);
            text.Append('`');
        }
        else
        {
            if (touches)
            {
                text.Append(' ');
            }

            Write(code, inCell);
        }

        _isPlain = isPlain;
        _end = text.Length;
    }

    /// <summary>A blank as code: of nothing else in a code span CommonMark leaves it (0.31, 6.1).</summary>
    public void AppendBlank()
    {
        text.Append(_end == text.Length ? " ` `" : "` `");
        _isPlain = false;
        _end = text.Length;
    }

    /// <summary>What is written next touches no span.</summary>
    public void Forget() => _end = -1;

    private void Write(string code, bool inCell)
    {
        var ticks = Backticks.LongestRun(code) + 1;
        var padded = code[0] == '`' || code[^1] == '`';
        text.Append('`', ticks);

        if (padded)
        {
            text.Append(' ');
        }

        AppendContent(code, inCell);

        if (padded)
        {
            text.Append(' ');
        }

        text.Append('`', ticks);
    }

    private void AppendContent(string code, bool inCell)
    {
        if (!inCell)
        {
            text.Append(code);
            return;
        }

        foreach (var letter in code)
        {
            if (letter == '|')
            {
                text.Append('\\');
            }

            text.Append(letter);
        }
    }
}
