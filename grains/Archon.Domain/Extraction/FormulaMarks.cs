using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Formulas in running text, between the marks by which MathJax and KaTeX find them on a page that loads one of them: <c>\(x\)</c>, <c>\[x\]</c>, <c>$$x$$</c>. One dollar
/// is none of theirs unless they are told so.
/// </summary>
internal static class FormulaMarks
{
    /// <summary>Whether a text may hold some.</summary>
    public static bool MayBeIn(string text) => text.Contains('\\', StringComparison.Ordinal) || text.Contains("$$", StringComparison.Ordinal);

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

    /// <summary>Finds the next formula; every letter is looked at once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="start">Where its marks begin.</param>
    /// <param name="end">Behind them.</param>
    /// <returns>The formula without its marks; empty when there is none.</returns>
    public static ReadOnlySpan<char> Next(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        (start, end) = (-1, -1);
        var closing = '\0';
        var depth = 0;

        for (var position = from; position < text.Length - 1; position++)
        {
            var (letter, next) = (text[position], text[position + 1]);
            var isMark = letter switch
            {
                '\\' => next is '(' or '[' or ')' or ']',
                '$' => next is '$',
                _ => false,
            };

            if (!isMark)
            {
                depth += start < 0 ? 0 : letter switch { '{' => 1, '}' when depth > 0 => -1, _ => 0 };

                // What is behind a backslash is no mark: a line of a matrix ends with two of them.
                position += letter == '\\' ? 1 : 0;
                continue;
            }

            if (depth == 0 && next == closing)
            {
                var formula = text[(start + 2)..position].Trim();
                end = position + 2;
                if (!formula.IsEmpty)
                {
                    return formula;
                }

                closing = '\0';
                start = -1;
            }
            else if (depth == 0 && next is '(' or '[' or '$')
            {
                // Whatever begins before it has no end.
                start = position;
                closing = next switch { '(' => ')', '[' => ']', _ => '$' };
            }

            position++;
        }

        start = end = -1;
        return [];
    }
}
