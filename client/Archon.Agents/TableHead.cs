namespace Archon.Agents;

/// <summary>The head of a table in Markdown: its names, and the line of dashes below them. Rows that stand without them say nothing.</summary>
internal static class TableHead
{
    private const string AroundRows = " \t\r>";

    /// <summary>Where a text is to be cut: <paramref name="end"/>, or before the head of a table that would lose its rows there, unless that is all there is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">The beginning of a line.</param>
    public static int Before(string text, int end)
    {
        var dashes = IsDashes(Line(text, end)) ? end : IsRow(Line(text, end)) ? LineBefore(text, end) : 0;
        if (dashes == 0 || !IsDashes(Line(text, dashes)))
        {
            return end;
        }

        var names = LineBefore(text, dashes);
        return names > 0 && IsRow(Line(text, names)) ? names : end;
    }

    private static ReadOnlySpan<char> Line(string text, int start)
    {
        var rest = text.AsSpan(start);
        return (rest.IndexOf('\n') is >= 0 and var length ? rest[..length] : rest).Trim(AroundRows);
    }

    private static int LineBefore(string text, int start) => start < 2 ? 0 : text.LastIndexOf('\n', start - 2) + 1;

    private static bool IsRow(ReadOnlySpan<char> line) => line.StartsWith('|');

    private static bool IsDashes(ReadOnlySpan<char> line) => IsRow(line) && line.Contains('-') && !line.ContainsAnyExcept("|-: ");
}
