namespace Archon.Domain.Extraction;

/// <summary>
/// The lines of code that end where an element says so (<c>br</c>) and begin with blanks that do not break. Line ends of the source show as blanks there, but those beside
/// a break; blanks behind one are kept where nothing else indents, for they are what the author wrote.
/// </summary>
internal static class BrokenLines
{
    private const char Fixed = '\u00a0';
    private const string Blanks = " \t\r";

    /// <summary>Appends text as it stands between two breaks.</summary>
    public static void Append(CharBuffer code, ReadOnlySpan<char> text)
    {
        while (text.IndexOf('\n') is var end and >= 0)
        {
            code.Append(text[..end].TrimEnd(Blanks));
            text = text[(end + 1)..];

            if (code is { Length: > 0, Last: not '\n' })
            {
                code.Append(' ');
                text = text.TrimStart(Blanks);
            }
        }

        code.Append(text);
    }

    /// <summary>The lines with ordinary blanks, without the margin that all have and without empty ones around them.</summary>
    public static string Of(string code)
    {
        var lines = code.Split('\n');
        var isIndented = lines.Any(line => line.TrimStart(' ', '\t').StartsWith(Fixed));
        var margin = isIndented ? 0 : lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(MarginOf).DefaultIfEmpty().Min();

        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].AsSpan().TrimEnd(Blanks);
            line = isIndented ? line.TrimStart(Blanks) : line[Math.Min(margin, line.Length)..];

            // It keeps an empty line open.
            lines[index] = line is [Fixed] ? "" : line.ToString().Replace(Fixed, ' ');
        }

        return string.Join('\n', lines).Trim('\n') is var text && string.IsNullOrWhiteSpace(text) ? "" : text;
    }

    private static int MarginOf(string line) => line.AsSpan().IndexOfAnyExcept(Blanks);
}
