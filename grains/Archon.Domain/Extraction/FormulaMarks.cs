using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Formulas in running text, between the marks by which MathJax and KaTeX find them on a page that loads one of them: <c>\(x\)</c>, <c>\[x\]</c>, <c>$$x$$</c>, and environments
/// (<c>\begin{align}</c>). One dollar is none of theirs unless they are told so.
/// </summary>
internal static class FormulaMarks
{
    private const string Beginning = "\\begin{";
    private const int LongestName = 20;
    private const int LongestEnvironment = 8_192;

    /// <summary>Whether a text may hold some.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text, FormulaReading reading) =>
        reading is not FormulaReading.None && (text.Contains('\\') || (reading is FormulaReading.Dollars ? text.Contains('$') : text.Contains("$$", StringComparison.Ordinal)));

    /// <summary>Whether the page lets the program read what stands in an element.</summary>
    public static bool AreReadIn(IElement element)
    {
        for (var around = element; around is not null; around = around.ParentElement)
        {
            if (around.ClassName is not { } names)
            {
                continue;
            }

            if (names.Contains("tex2jax_process", StringComparison.Ordinal) || names.Contains("mathjax_process", StringComparison.Ordinal))
            {
                return true;
            }

            if (names.Contains("tex2jax_ignore", StringComparison.Ordinal) || names.Contains("mathjax_ignore", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Finds the next formula; every letter is looked at once, and those of an environment twice.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="reading">Whether single dollars are marks.</param>
    /// <param name="start">Where its marks begin; without a formula where one begins that does not end, or -1.</param>
    /// <param name="end">Behind them; without a formula -1.</param>
    /// <returns>The formula without its marks; empty when there is none.</returns>
    public static ReadOnlySpan<char> Next(ReadOnlySpan<char> text, int from, FormulaReading reading, out int start, out int end)
    {
        (start, end) = (-1, -1);
        var closing = "";
        var depth = 0;
        var unended = -1;

        for (var position = from; position < text.Length; position++)
        {
            var rest = text[position..];
            var mark = MarkAt(rest, reading);
            if (mark.Length == 0)
            {
                if (start < 0 && rest.StartsWith(Beginning, StringComparison.Ordinal) && EnvironmentAt(rest) is var length and not 0)
                {
                    if (length > 0)
                    {
                        (start, end) = (position, position + length);
                        return text[start..end];
                    }

                    unended = unended < 0 ? position : unended;
                }

                depth += start < 0 ? 0 : rest[0] switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };

                // What is behind a backslash is no mark: a line of a matrix ends with two of them.
                position += rest[0] == '\\' ? 1 : 0;
                continue;
            }

            // "$a$$b$"
            mark = mark == "$$" && closing == "$" && EndsAt(text, position) ? "$" : mark;
            if (depth == 0 && mark == closing && !(mark == "$" && !EndsAt(text, position)))
            {
                var formula = text[(start + mark.Length)..position].Trim();
                if (!formula.IsEmpty)
                {
                    end = position + mark.Length;
                    return formula;
                }

                closing = "";
                start = -1;
            }
            else if (depth == 0 && ClosingOf(mark) is { } wanted && (mark != "$" || (closing.Length == 0 && rest.Length > 1 && !char.IsWhiteSpace(rest[1]))))
            {
                // Whatever begins before it has no end.
                start = position;
                closing = wanted;
            }

            position += mark.Length - 1;
        }

        start = start < 0 ? unended : start;
        return [];
    }

    private static string MarkAt(ReadOnlySpan<char> text, FormulaReading reading) => text switch
    {
        ['\\', '(', ..] => @"\(",
        ['\\', ')', ..] => @"\)",
        ['\\', '[', ..] => @"\[",
        ['\\', ']', ..] => @"\]",
        ['$', '$', ..] => "$$",
        ['$', ..] when reading is FormulaReading.Dollars => "$",
        _ => "",
    };

    private static string? ClosingOf(string mark) => mark switch
    {
        @"\(" => @"\)",
        @"\[" => @"\]",
        "$$" or "$" => mark,
        _ => null,
    };

    // "$5 and $6"
    private static bool EndsAt(ReadOnlySpan<char> text, int dollar) =>
        !char.IsWhiteSpace(text[dollar - 1]) && !(dollar + 1 < text.Length && char.IsAsciiDigit(text[dollar + 1]));

    /// <returns>How long it is; 0 for none, -1 when it does not end.</returns>
    private static int EnvironmentAt(ReadOnlySpan<char> text)
    {
        var close = text[..Math.Min(text.Length, Beginning.Length + LongestName)].IndexOf('}');
        if (close <= Beginning.Length || text[Beginning.Length..close].TrimEnd('*').ContainsAnyExceptInRange('A', 'z'))
        {
            return 0;
        }

        text = text[..Math.Min(text.Length, LongestEnvironment)];
        var opening = text[..(close + 1)];
        var ending = string.Concat("\\end", opening[(Beginning.Length - 1)..]);
        var (open, at) = (1, close + 1);
        while (text[at..].IndexOf(ending, StringComparison.Ordinal) is var found and >= 0)
        {
            open += text.Slice(at, found).Count(opening) - 1;
            at += found + ending.Length;
            if (open == 0)
            {
                return at;
            }
        }

        return -1;
    }
}
