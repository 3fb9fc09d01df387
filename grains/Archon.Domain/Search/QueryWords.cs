using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>The words of a query. Their number is bounded, so a pasted page costs no more than a long question.</summary>
public sealed record QueryWords
{
    /// <summary>UTF-16 units of a word that count; an index keeps no longer ones.</summary>
    public const int LongestWord = 64;

    private const int MostWords = 64;

    private QueryWords()
    {
    }

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

    /// <summary>The words of what somebody typed.</summary>
    public static QueryWords From(string text) => new()
    {
        Words =
        [
            .. TextWords.Of(text)
                .Select(word => text.Substring(word.Start, Math.Min(word.Length, LongestWord)))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(MostWords),
        ],
    };
}
