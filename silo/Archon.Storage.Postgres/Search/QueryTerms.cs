using System.Collections.Immutable;
using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// The words of a query, as full-text expressions. Every word is quoted, so no character a user types is syntax. The
/// number of words is bounded, so a pasted page costs no more than a long question.
/// </summary>
internal sealed record QueryTerms
{
    private const int MostTerms = 64;
    private const int LongestTerm = 64;
    private const int ShortestPrefix = 3;

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
            if (IndexWords.IsPart(rune))
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

    /// <summary>All telling words, the last also as the beginning of a word; text for to_tsquery.</summary>
    public string All(Func<string, string> expand) => string.Join(" & ", Expressions(expand));

    /// <summary>Any telling word.</summary>
    public string Any(Func<string, string> expand) => string.Join(" | ", Expressions(expand));

    /// <summary>A word alone. It holds letters, digits and marks only, so nothing in it ends the quotation.</summary>
    public static string Plain(string word) => $"'{word}'";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} | ({string.Join(" & ", parts.Select(Plain))}))";
    }

    private IEnumerable<string> Expressions(Func<string, string> expand)
    {
        var telling = Telling;
        for (var i = 0; i < telling.Length; i++)
        {
            var expression = expand(telling[i]);
            var isPrefix = i == telling.Length - 1 && telling[i].Length >= ShortestPrefix;
            yield return isPrefix ? $"({expression} | {Plain(telling[i])}:*)" : expression;
        }
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
}
