using Archon.Domain.Search;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Words of a query as full-text expressions. Every word is quoted, so no character a user types is syntax.</summary>
internal static class QueryTerms
{
    /// <summary>A word alone.</summary>
    public static string Plain(string word) => Phrase([word]);

    /// <summary>
    /// What is called as a query is, ranked by its words, or has the words of what it has with signs as they follow each other; null when the query is no name and has no such.
    /// </summary>
    public static string? Called(QueryWords words)
    {
        var name = PassageNames.AskedBy(words) is { } asked ? $"({Plain(asked)} AND ({string.Join(" OR ", words.Words.Prepend(asked).Select(Plain))}))" : null;
        var names = words.Runs.Select(run => Phrase(run)).Prepend(name).OfType<string>();
        return string.Join(" OR ", names) is { Length: > 0 } called ? called : null;
    }

    /// <summary>Words that begin so.</summary>
    public static string Beginning(string word) => $"\"{word}\" *";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} OR ({string.Join(" AND ", parts.Select(Plain))}))";
    }

    /// <summary>Words that follow each other. In a script without spaces they are pairs of letters, and what comes after the last one is free.</summary>
    public static string Phrase(IReadOnlyList<string> words)
    {
        if (!words.Any(word => Unspaced.IsIn(word)))
        {
            return $"\"{string.Join(' ', words)}\"";
        }

        var parts = words.SelectMany(Unspaced.Parts).ToList();
        if (!Unspaced.IsIn(parts[^1]))
        {
            return $"\"{string.Join(' ', parts)}\"";
        }

        // The last letter of a run stands alone in the index where the run ends. Where it is all there is, pairs begin with it.
        if (parts.Count > 1 && parts[^2].EndsWith(parts[^1], StringComparison.Ordinal))
        {
            parts.RemoveAt(parts.Count - 1);
            return $"\"{string.Join(' ', parts)}\"";
        }

        return $"\"{string.Join(' ', parts)}\" *";
    }
}
