using System.Globalization;
using AngleSharp.Dom;

namespace Archon.Domain.Extraction;

/// <summary>
/// Tells a word by the text behind a button, where that goes on with the sentence. At the end of one that does not speak of pressing a button is something to be done
/// ("Sign up for news: Subscribe").
/// </summary>
internal static class SentenceBehind
{
    // Between two buttons they are no sentence.
    private static readonly string[] Joining = ["or", "and", "of"];

    /// <summary>Whether a button stands in a sentence of a paragraph. Only that is surely parsed with all that stands in it.</summary>
    public static bool IsIn(IElement element)
    {
        var word = element;
        while (word.ParentElement is { } around && ButtonNeighbours.IsMark(around))
        {
            word = around;
        }

        if (word.ParentElement is not { LocalName: "p" } || word.NextSibling is not IText next || next.Data.AsSpan().Trim() is not { IsEmpty: false } after)
        {
            return false;
        }

        var isBehindText = word.PreviousSibling is IText before && !string.IsNullOrWhiteSpace(before.Data);
        return isBehindText ? !after.Equals("or", StringComparison.OrdinalIgnoreCase) : word.PreviousSibling is null && MayGoOn(after[0]);
    }

    /// <summary>Whether the text behind a button of an item or a cell goes on with its sentence.</summary>
    public static bool GoesOn(ReadOnlySpan<char> after)
    {
        if (after is ".")
        {
            return true;
        }

        var first = after.TrimStart(",;) ");
        if (first.IsEmpty || !MayGoOn(first[0]))
        {
            return false;
        }

        var words = first.TrimEnd(",;( ");
        foreach (var joining in Joining)
        {
            if (words.Equals(joining, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the text behind a button that begins a line says what it is: "Delete: deletes it".</summary>
    public static bool Explains(ReadOnlySpan<char> after) => after is [':' or '—' or '–' or '：', ..] or ['-', ' ', ..];

    /// <summary>Whether the text behind a button joins it to another one: "or", ",".</summary>
    public static bool Joins(ReadOnlySpan<char> after) => after[0] is not '|' && ButtonNeighbours.Joins(after);

    // Chinese and Japanese have no other letters.
    private static bool MayGoOn(char letter) => char.IsLower(letter) || char.GetUnicodeCategory(letter) is UnicodeCategory.OtherLetter;
}
