using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>The words of a query as text of a <c>tsquery</c>, stemmed as the index is (see <see cref="Lexemes"/>).</summary>
internal static class QueryTerms
{
    private const int ShortestPrefix = 3;

    /// <summary>All telling words, the last also as the beginning of a word.</summary>
    public static string All(QueryWords words, Func<string, string> expand) => string.Join(" & ", Expressions(words, expand));

    /// <summary>Any telling word.</summary>
    public static string Any(QueryWords words, Func<string, string> expand) => string.Join(" | ", Expressions(words, expand));

    /// <summary>A word alone. It holds letters, digits and marks only, so nothing in it ends the quotation.</summary>
    public static string Plain(string word) => $"'{Stems.Of(word).Stem}'";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} | ({string.Join(" & ", parts.Select(Plain))}))";
    }

    /// <summary>Whether the last telling word may be the beginning of one.</summary>
    public static bool IsPrefix(QueryWords words) => words.Telling is [.., { Length: >= ShortestPrefix }];

    private static IEnumerable<string> Expressions(QueryWords words, Func<string, string> expand)
    {
        var telling = words.Telling;
        for (var i = 0; i < telling.Length; i++)
        {
            var expression = expand(telling[i]);
            yield return i == telling.Length - 1 && IsPrefix(words) ? $"({expression} | {Plain(telling[i])}:*)" : expression;
        }
    }
}
