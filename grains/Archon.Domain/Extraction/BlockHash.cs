namespace Archon.Domain.Extraction;

/// <summary>By what a block of text is known again on another page: see <see cref="EdgeBlocks"/>.</summary>
internal static class BlockHash
{
    private const int LeastLetters = 3;

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "Sept", "October", "November", "December", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>FNV-1a, the same on every machine; null for a text without words.</summary>
    public static long? Of(ReadOnlySpan<char> block)
    {
        var (hash, letters) = (14695981039346656037UL, 0);
        var hasDigits = block.ContainsAnyInRange('0', '9');
        for (var i = 0; i < block.Length; i++)
        {
            var c = block[i];
            if (c == ']' && i + 1 < block.Length && block[i + 1] == '(' && block[i..].IndexOf(')') is var close and > 0)
            {
                i += close;
            }
            else if (hasDigits && char.IsAsciiLetterUpper(c) && MonthLength(block, i) is var month and > 0)
            {
                i += month - 1;
            }
            else if (char.IsLetter(c))
            {
                hash = (hash ^ char.ToLowerInvariant(c)) * 1099511628211UL;
                letters++;
            }
            else if (char.IsAsciiDigit(c) && VersionLength(block[i..]) is var length and > 0)
            {
                foreach (var part in block.Slice(i, length))
                {
                    hash = (hash ^ part) * 1099511628211UL;
                }

                i += length - 1;
            }
            else if (char.IsAsciiDigit(c))
            {
                // The rest of the number is none of a version either.
                i += DigitsOf(block[i..]) - 1;
            }
        }

        return letters < LeastLetters ? null : (long)hash;
    }

    // The name of a month that is a word: beside digits it is part of a date.
    private static int MonthLength(ReadOnlySpan<char> text, int at)
    {
        foreach (var month in Months)
        {
            if (text[at..].StartsWith(month) && (at == 0 || !char.IsLetter(text[at - 1])) && (at + month.Length == text.Length || !char.IsLetter(text[at + month.Length])))
            {
                return month.Length;
            }
        }

        return 0;
    }

    // Digits, a full stop, digits: 3.2, 1.0.0.
    private static int VersionLength(ReadOnlySpan<char> text)
    {
        var length = DigitsOf(text);
        var parts = 1;
        while (length + 1 < text.Length && text[length] == '.' && char.IsAsciiDigit(text[length + 1]))
        {
            length += 1 + DigitsOf(text[(length + 1)..]);
            parts++;
        }

        return parts > 1 ? length : 0;
    }

    private static int DigitsOf(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }
}
