using System.Globalization;
using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// What of a text goes to the full-text index: its words, parted by single spaces. PostgreSQL's own parser takes <c>db.createIndex</c>
/// for a host name, <c>a/b</c> for a file and <c>&lt;T&gt;</c> for markup; here only letters, digits and marks make a word.
/// </summary>
internal static class IndexWords
{
    // A tsvector holds a megabyte; so much text never fills one, whatever its script.
    private const int Most = 200_000;

    public static string Of(string text)
    {
        var words = new StringBuilder(Math.Min(text.Length, Most));
        Append(words, text);
        return words.ToString();
    }

    /// <summary>The words of code and, once more, those inside its identifiers.</summary>
    public static string OfCode(string code)
    {
        var words = new StringBuilder();
        Append(words, code);
        words.Append(' ');
        Append(words, IdentifierWords.Of(code.Length > Most ? code[..Most] : code));
        return words.ToString();
    }

    /// <summary>What the index takes for a part of a word: letters, numbers, private use; and marks, which go with their letter.</summary>
    public static bool IsPart(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse;

    private static void Append(StringBuilder words, string text)
    {
        var most = Math.Min(text.Length, Most);
        var start = -1;
        var i = 0;
        while (i < most)
        {
            var length = 1;
            bool inside;
            if (char.IsAscii(text[i]))
            {
                inside = char.IsAsciiLetterOrDigit(text[i]);
            }
            else
            {
                inside = Rune.TryGetRuneAt(text, i, out var rune) && IsPart(rune);
                length = inside ? rune.Utf16SequenceLength : 1;
            }

            if (inside && start < 0)
            {
                start = i;
            }
            else if (!inside && start >= 0)
            {
                words.Append(text, start, i - start).Append(' ');
                start = -1;
            }

            i += length;
        }

        if (start >= 0)
        {
            words.Append(text, start, Math.Min(i, text.Length) - start);
        }
    }
}
