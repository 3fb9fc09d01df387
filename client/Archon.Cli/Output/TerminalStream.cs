namespace Archon.Cli.Output;

/// <summary>One output stream. Without colours it writes text and nothing else.</summary>
internal sealed class TerminalStream(TextWriter writer, bool isTerminal, bool hasColours, int width)
{
    public TextWriter Writer { get; } = writer;

    /// <summary>A person looks at it.</summary>
    public bool IsTerminal { get; } = isTerminal;

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
        var code = HasColours ? CodeOf(part.Style) : null;
        if (code is null)
        {
            Writer.Write(part.Text);
            return;
        }

        Writer.Write($"\u001b[{code}m{part.Text}\u001b[0m");
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
