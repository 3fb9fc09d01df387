using System.Collections.Immutable;
using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// The telling words of a query that the index knows, the rarest first, as full-text expressions. A last word it does not know is
/// taken for the beginning of one. Rare words say most and cost least, so whatever must be bounded is cut at the frequent end.
/// </summary>
internal sealed class KnownWords
{
    /// <summary>A word in so many rows is frequent; nobody counts further.</summary>
    private const int Frequent = 5_000;

    /// <summary>Rows that the rare words of an OR may be in together, so that a long question costs no more than a short one.</summary>
    private const int MostRows = 20_000;

    /// <summary>Words that must all be there; what has the rarest six is about the question.</summary>
    private const int MostRequired = 6;

    /// <summary>Words marked in a result. Each is looked up once more for each result.</summary>
    private const int MostMarked = 8;

    private const int ShortestPrefix = 3;

    private readonly ImmutableArray<(string Expression, long Rows)> _words;

    private KnownWords(ImmutableArray<(string Expression, long Rows)> words) => _words = words;

    public bool IsEmpty => _words.IsEmpty;

    /// <summary>Each of them is in thousands of rows, so that what has them all may be much of the store.</summary>
    public bool AreAllFrequent => _words.All(word => word.Rows >= Frequent);

    /// <summary>All of them, or the rarest when there are many.</summary>
    public string All => string.Join(" AND ", _words.Take(MostRequired).Select(word => word.Expression));

    /// <summary>Any of the rare ones as far as the bound goes; of frequent ones alone the rarest.</summary>
    public string Any
    {
        get
        {
            var rows = 0L;
            var rare = _words.TakeWhile((word, at) => (rows += word.Rows) <= MostRows || at == 0);
            return string.Join(" OR ", rare.Select(word => word.Expression));
        }
    }

    /// <summary>Those that are marked where they were found: the rarest say why.</summary>
    public string Marking => string.Join(" OR ", _words.Take(MostMarked).Select(word => word.Expression));

    public static KnownWords Find(SqliteDatabase database, string statement, QueryWords terms, Func<string, string> expand)
    {
        var known = new List<(string Expression, long Rows)>();
        var telling = terms.Telling;
        for (var i = 0; i < telling.Length; i++)
        {
            var expression = expand(telling[i]);
            var rows = Count(database, statement, expression);
            if (rows == 0 && i == telling.Length - 1 && telling[i].Length >= ShortestPrefix)
            {
                expression = $"{QueryTerms.Plain(telling[i])} *";
                rows = Count(database, statement, expression);
            }

            if (rows > 0)
            {
                known.Add((expression, rows));
            }
        }

        return new KnownWords([.. known.OrderBy(word => word.Rows)]);
    }

    private static long Count(SqliteDatabase database, string statement, string expression) =>
        database[statement].Bind(expression).Bind(Frequent).Scalar() ?? 0;
}
