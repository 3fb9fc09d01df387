using Archon.Domain.Search;

namespace Archon.Storage.Sqlite.Search;

/// <summary>Words of a query as full-text expressions. Every word is quoted, so no character a user types is syntax.</summary>
internal static class QueryTerms
{
    /// <summary>A word alone.</summary>
    public static string Plain(string word) => $"\"{word}\"";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} OR ({string.Join(" AND ", parts.Select(Plain))}))";
    }
}
