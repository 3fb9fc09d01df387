using System.Globalization;
using System.Text;

namespace Archon.Domain.Search;

/// <summary>Where the words of a text are: letters, digits and the marks that go with them make a word, everything else parts words.</summary>
public static class TextWords
{
    /// <summary>The words in order, as places in the text.</summary>
    public static IEnumerable<(int Start, int Length)> Of(string text)
    {
        var start = -1;
        var i = 0;
        while (i < text.Length)
        {
            var inside = IsPartAt(text, i, out var length);

            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                yield return (start, i - start);
                start = -1;
            }

            i += length;
        }

        if (start >= 0)
        {
            yield return (start, text.Length - start);
        }
    }

    /// <summary>What stands here is part of a word; it and what is not has this many UTF-16 units.</summary>
    internal static bool IsPartAt(string text, int at, out int length)
    {
        length = 1;
        if (char.IsAscii(text[at]))
        {
            return char.IsAsciiLetterOrDigit(text[at]);
        }

        var inside = Rune.TryGetRuneAt(text, at, out var rune) && IsPart(rune);
        length = inside ? rune.Utf16SequenceLength : 1;
        return inside;
    }

    /// <summary>Letters, numbers, private use; and marks, which go with their letter.</summary>
    private static bool IsPart(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse;
}
