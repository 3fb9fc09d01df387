using System.Collections.Concurrent;

namespace Archon.Domain.Search;

/// <summary>
/// What words are in the index: in lower case, cut to <see cref="QueryWords.LongestWord"/>, stemmed. A site says the same few thousand
/// words again and again, so those are remembered.
/// </summary>
public static class Stems
{
    // Some 2 MB when full; what comes later is stemmed each time.
    private const int MostKnown = 15_000;

    private static readonly ConcurrentDictionary<string, (string Stem, bool IsStopWord)> Known = new(StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<string, (string Stem, bool IsStopWord)>.AlternateLookup<ReadOnlySpan<char>> KnownSpans =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int _known;

    /// <summary>The stem of a word of any case, and whether it is a stop word.</summary>
    public static (string Stem, bool IsStopWord) Of(ReadOnlySpan<char> word)
    {
        if (KnownSpans.TryGetValue(word, out var known))
        {
            return known;
        }

        var cut = word.Length > QueryWords.LongestWord ? word[..QueryWords.LongestWord] : word;
        if (char.IsHighSurrogate(cut[^1]))
        {
            cut = cut[..^1];
        }

        var lower = cut.ToString().ToLowerInvariant();
        var made = (EnglishStem.Of(lower), StopWords.Contains(lower));
        if (word.Length <= QueryWords.LongestWord && Volatile.Read(ref _known) < MostKnown && Known.TryAdd(word.ToString(), made))
        {
            Interlocked.Increment(ref _known);
        }

        return made;
    }
}
