namespace Archon.Cli.Output;

/// <summary>
/// One output stream. Lines are cleaned of what a terminal would obey, whoever made their text; without colours a line is text
/// and nothing else.
/// </summary>
internal sealed class TerminalStream(TextWriter writer, bool isTerminal, bool canRedraw, bool hasColours, int width)
{
    /// <summary>For what must stay as it is; nothing is cleaned here.</summary>
    public TextWriter Writer { get; } = writer;

    /// <summary>A person looks at it, through whatever kind of terminal.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>A terminal that understands control codes, so that a picture can move in place.</summary>
    public bool CanRedraw { get; } = canRedraw;

    public bool HasColours { get; } = hasColours;

    /// <summary>Columns; 80 when nobody knows.</summary>
    public int Width { get; } = width;

    public void Line(params ReadOnlySpan<Styled> parts)
    {
        foreach (var part in parts)
        {
            Write(part);
        }

        Writer.WriteLine();
    }

    private void Write(Styled part)
    {
        var text = TerminalText.Block(part.Text);
        var code = HasColours ? CodeOf(part.Style) : null;
        Writer.Write(code is null ? text : $"\u001b[{code}m{text}\u001b[0m");
    }

    private static string? CodeOf(TextStyle style) => style switch
    {
        TextStyle.Bold => "1",
        TextStyle.Dim => "2",
        TextStyle.Good => "32",
        TextStyle.Warning => "33",
        TextStyle.Bad => "31",
        TextStyle.Link => "36",
        _ => null,
    };
}
