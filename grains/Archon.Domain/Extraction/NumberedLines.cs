namespace Archon.Domain.Extraction;

/// <summary>Lines whose numbers stand in the code (Pygments): the blank between a number and its line is the number's.</summary>
internal static class NumberedLines
{
    /// <param name="code">The code without the numbers.</param>
    /// <param name="numbers">Lines that began with one.</param>
    /// <returns>The code without a blank before every line; as it is when a line has none, when all are indented further, or when one has no number.</returns>
    public static string WithoutBlank(string code, int numbers)
    {
        var isNarrow = false;
        var lines = 0;
        foreach (var range in code.AsSpan().TrimEnd('\n').Split('\n'))
        {
            var line = code.AsSpan()[range];
            lines++;
            if (line.IsEmpty)
            {
                continue;
            }

            if (line[0] != ' ')
            {
                return code;
            }

            isNarrow |= line.Length > 1 && !char.IsWhiteSpace(line[1]);
        }

        return isNarrow && lines == numbers ? code[(code[0] == ' ' ? 1 : 0)..].Replace("\n ", "\n", StringComparison.Ordinal) : code;
    }
}
