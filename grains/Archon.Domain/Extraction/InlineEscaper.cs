using System.Text.RegularExpressions;

namespace Archon.Domain.Extraction;

/// <summary>
/// Decides which letters of running text Markdown would take for syntax. Text that is safe as it stands is left alone: what is
/// searched for should be what is read.
/// </summary>
internal static partial class InlineEscaper
{
    /// <summary>Whether a backslash belongs before a letter.</summary>
    /// <param name="letter">The letter.</param>
    /// <param name="before">The letter before it; NUL at the start of the paragraph.</param>
    /// <param name="after">The text after it as far as known; empty at the end of a text node.</param>
    /// <param name="inLink">It stands in the text of a link.</param>
    /// <param name="inCell">It stands in a table cell.</param>
    public static bool NeedsBackslash(char letter, char before, ReadOnlySpan<char> after, bool inLink, bool inCell)
    {
        switch (letter)
        {
            case '`':
                return true;

            case '\\':
                return after.IsEmpty || char.IsAsciiLetterOrDigit(after[0]) is false && after[0] is > ' ' and < '\x7f';

            case '*':
                return !(IsBlank(before) && !after.IsEmpty && IsBlank(after[0])) || before == '\0';

            case '_':
                return !(char.IsLetterOrDigit(before) && !after.IsEmpty && char.IsLetterOrDigit(after[0]));

            case '~':
                return before == '~' || !IsBlank(before) || (!after.IsEmpty && after[0] == '~');

            case '[':
                return inLink || before == '\0';

            case ']':
                return inLink;

            case '(':
                return before == ']';

            case '<':
                return after.IsEmpty || char.IsAsciiLetter(after[0]) || after[0] is '/' or '!' or '?';

            case '&':
                return after.IsEmpty || LooksLikeEntity(after);

            case '|':
                return inCell;

            default:
                return false;
        }
    }

    /// <summary>Where in a line of finished text a backslash is owed so that the line begins no block; -1 for nowhere.</summary>
    public static int BlockStart(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return -1;
        }

        switch (line[0])
        {
            case '>' or '=':
                return 0;

            case '#':
                var hashes = line.Length - line.TrimStart('#').Length;
                return hashes <= 6 && (hashes == line.Length || IsBlank(line[hashes])) ? 0 : -1;

            case '+' or '-':
                var rest = line.TrimStart(line[0]);
                return line.Length == 1 || IsBlank(line[1]) || rest.Trim().IsEmpty ? 0 : -1;

            case >= '0' and <= '9':
                var digits = line.Length - line.TrimStart("0123456789").Length;
                return digits <= 9 && digits < line.Length && line[digits] is '.' or ')'
                    && (digits + 1 == line.Length || IsBlank(line[digits + 1])) ? digits : -1;

            default:
                return -1;
        }
    }

    private static bool LooksLikeEntity(ReadOnlySpan<char> after) => Entity().IsMatch(after[..Math.Min(after.Length, 34)]);

    private static bool IsBlank(char letter) => letter is '\0' or ' ' or '\n' or '\t';

    [GeneratedRegex(@"\G(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")]
    private static partial Regex Entity();
}
