using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// The words of a query, as full-text expressions. Every word is quoted, so no character a user types is syntax. The
/// number of words is bounded, so a pasted page costs no more than a long question.
/// </summary>
internal sealed record QueryTerms
{
    private const int MostTerms = 64;
    private const int LongestTerm = 64;

    /// <summary>Distinct whatever their case, in order of first appearance, written as typed.</summary>
    public required ImmutableArray<string> Words { get; init; }

    /// <summary>The words that say what is asked for; all of them when there are only stop words.</summary>
    public ImmutableArray<string> Telling
    {
        get
        {
            ImmutableArray<string> telling = [.. Words.Where(word => !StopWords.Contains(word))];
            return telling.IsEmpty ? Words : telling;
        }
    }

    public static QueryTerms From(string text)
    {
        var words = new List<string>();
        var known = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWordRune(rune))
            {
                word.Append(rune.ToString());
                continue;
            }

            Take(word, words, known);
            if (words.Count == MostTerms)
            {
                break;
            }
        }

        Take(word, words, known);
        return new QueryTerms { Words = [.. words.Take(MostTerms)] };
    }

    /// <summary>A word alone.</summary>
    public static string Plain(string word) => $"\"{word}\"";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} OR ({string.Join(" AND ", parts.Select(Plain))}))";
    }

    private static void Take(StringBuilder word, List<string> words, HashSet<string> known)
    {
        if (word.Length == 0)
        {
            return;
        }

        var text = word.ToString(0, Math.Min(word.Length, LongestTerm));
        word.Clear();
        if (known.Add(text))
        {
            words.Add(text);
        }
    }

    // What the index takes for a part of a word: letters, numbers, private use; and marks, which it folds into their letter.
    private static bool IsWordRune(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
        or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.PrivateUse;
}
