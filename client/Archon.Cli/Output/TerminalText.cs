using System.Text;

namespace Archon.Cli.Output;

/// <summary>
/// Makes crawled text safe to show: a title or URL must not move the cursor, change colours, set the window's title or turn
/// the direction of what follows.
/// </summary>
internal static class TerminalText
{
    /// <summary>One line: controls are dropped, line breaks and tabs become a space.</summary>
    public static string OneLine(string text) => Clean(text, keepLines: false);

    /// <summary>Several lines: line feeds and tabs stay.</summary>
    public static string Block(string text) => Clean(text, keepLines: true);

    /// <summary>At most <paramref name="length"/> characters of one line; a cut shows as an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        var line = OneLine(text);
        if (line.Length <= length)
        {
            return line;
        }

        var end = Math.Max(0, length - 1);
        if (end > 0 && char.IsHighSurrogate(line[end - 1]))
        {
            end--;
        }

        return string.Concat(line.AsSpan(0, end), "…");
    }

    private static string Clean(string text, bool keepLines)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t')
            {
                clean.Append(keepLines ? (char)rune.Value : ' ');
            }
            else if (!IsDangerous(rune.Value))
            {
                clean.Append(rune.ToString());
            }
        }

        return clean.ToString();
    }

    private static bool IsDangerous(int value) =>
        value is < 0x20 or (>= 0x7F and <= 0x9F) // C0, DEL, C1
            or 0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) // direction
            or 0x2028 or 0x2029 or 0xFEFF or (>= 0xE0000 and <= 0xE007F); // separators, byte order mark, tags
}
