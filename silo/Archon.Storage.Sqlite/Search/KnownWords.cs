using System.Collections.Immutable;
using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// The phrases of a query and the telling words that the index knows, the rarest first, as full-text expressions. A last word it does not know is
/// taken for the beginning of one, and any other for those of the vocabulary that it is nearly like. Rare words say most and cost least, so
/// whatever must be bounded is cut at the frequent end.
/// </summary>
internal sealed class KnownWords
{
    /// <summary>A word in so many rows is frequent; nobody counts further.</summary>
    private const int Frequent = 5_000;

    /// <summary>Rows that the rare words of an OR may be in together, so that a long question costs no more than a short one.</summary>
    private const int MostRows = 12_000;

    /// <summary>Words that must all be there; what has the rarest six is about the question.</summary>
    private const int MostRequired = 6;

    /// <summary>Unknown words that are looked for in the vocabulary; a pasted page may have many more.</summary>
    private const int MostMistyped = 3;

    /// <summary>Words of the vocabulary that are compared with one: those that begin with the same letter, as a rule.</summary>
    private const int MostCompared = 20_000;

    private readonly ImmutableArray<(string Expression, long Rows)> _words;
    private readonly ImmutableArray<string> _phrases;

    private KnownWords(ImmutableArray<(string Expression, long Rows)> words, ImmutableArray<string> phrases, IReadOnlyList<MeantWord> meant, bool areSomeUnknown)
    {
        _words = words;
        _phrases = phrases;
        Meant = meant;
        AreSomeUnknown = areSomeUnknown;
        MeantWords = [.. meant.SelectMany(one => one.Words)];
    }

    public bool IsEmpty => _words.IsEmpty && _phrases.IsEmpty;

    /// <summary>What mistyped words were taken for; none when all are as typed.</summary>
    public IReadOnlyList<MeantWord> Meant { get; }

    /// <summary>Beside others the query has words that were taken for what they are nearly like.</summary>
    public bool AreSomeMistyped => Meant.Count > 0 && _words.Length > Meant.Count;

    /// <summary>The index has not every word as it is typed.</summary>
    public bool AreSomeUnknown { get; }

    /// <summary>What they were taken for.</summary>
    public ImmutableArray<string> MeantWords { get; }

    /// <summary>Expressions to ask one after the other while too little is found: what has everything, what has some of it. Phrases are in each.</summary>
    /// <param name="titles">Where all words are frequent, those that have them here come first: nearly everything has them in its text.</param>
    public IEnumerable<string> Expressions(string titles)
    {
        if (_words.IsEmpty)
        {
            return [With(null)];
        }

        List<string> expressions = [With(All), With(Any)];
        if (_words.All(word => word.Rows >= Frequent))
        {
            expressions.Insert(0, $"{{{titles}}} : ({With(All)})");
        }

        if (!_phrases.IsEmpty)
        {
            expressions.Add(With(null));
        }

        return expressions.Distinct();
    }

    // All of them, or the rarest when there are many.
    private string All => string.Join(" AND ", _words.Take(MostRequired).Select(word => word.Expression));

    // Any of the rare ones as far as the bound goes; of frequent ones alone the rarest.
    private string Any
    {
        get
        {
            var rows = 0L;
            var rare = _words.TakeWhile((word, at) => (rows += word.Rows) <= MostRows || at == 0);
            return string.Join(" OR ", rare.Select(word => word.Expression));
        }
    }

    public static KnownWords Find(SqliteDatabase database, WordIndex index, QueryWords terms)
    {
        var known = new List<(string Expression, long Rows)>();
        var meant = new List<MeantWord>();
        var unknown = 0;
        var telling = terms.Telling;
        for (var i = 0; i < telling.Length; i++)
        {
            var word = telling[i];
            var expression = terms.IsBeginning(word) ? QueryTerms.Beginning(word) : index.Expand(word);
            var rows = Count(database, index, expression);
            if (rows == 0 && i == telling.Length - 1 && word.Length >= QueryWords.ShortestBeginning && !index.IsUnspaced)
            {
                expression = QueryTerms.Beginning(word);
                rows = Count(database, index, expression);
            }

            if (rows == 0 && unknown++ < MostMistyped && MeantBy(database, index, word) is { } by)
            {
                expression = $"({string.Join(by.AreParts ? " AND " : " OR ", by.Words.Select(index.Expand))})";
                rows = Count(database, index, expression);
                if (rows > 0)
                {
                    meant.Add(by);
                }
            }

            else if (rows > 0 && unknown < MostMistyped && IsByItsStem(database, terms, word) && Nearest(database, index, word, hasStem: true) is var near && NearWords.AreMeantRather(word, near))
            {
                unknown++;
                expression = $"({expression} OR {string.Join(" OR ", near.Select(index.Expand))})";
                rows = Count(database, index, expression);
                meant.Add(new MeantWord(word, near));
            }

            if (rows > 0)
            {
                known.Add((expression, rows));
            }
        }

        return new KnownWords([.. known.OrderBy(word => word.Rows)], [.. terms.Phrases.Select(phrase => QueryTerms.Phrase(phrase))], meant, unknown > 0);
    }

    // No text has it as it is typed, only another with its stem, or that it begins.
    private static bool IsByItsStem(SqliteDatabase database, QueryWords terms, string word) =>
        !terms.IsBeginning(word) && word.All(char.IsLetter) && database["count-word"].Bind(word.ToLowerInvariant()).Scalar() == 0;

    private string With(string? words) => words is null
        ? string.Join(" AND ", _phrases)
        : _phrases.IsEmpty ? words : $"{string.Join(" AND ", _phrases)} AND ({words})";

    /// <summary>Words that are nearly like it, else those inside it as they are or nearly.</summary>
    private static MeantWord? MeantBy(SqliteDatabase database, WordIndex index, string word)
    {
        if (Nearest(database, index, word) is { Length: > 0 } near)
        {
            return new MeantWord(word, near);
        }

        if (MeantWord.PartsOf(word) is not { } parts)
        {
            return null;
        }

        var mistyped = 0;
        var meant = new List<string>();
        foreach (var part in parts)
        {
            if (Count(database, index, index.Expand(part)) > 0)
            {
                meant.Add(part);
            }
            else if (mistyped++ < MostMistyped && Nearest(database, index, part) is [var nearest, ..])
            {
                meant.Add(nearest);
            }
            else
            {
                return null;
            }
        }

        return new MeantWord(word, meant, AreParts: true);
    }

    /// <summary>Words that are nearly like one and in the index: the vocabulary may have some whose texts are gone. Of one with whose stem there are texts, none when it is a form of another.</summary>
    private static string[] Nearest(SqliteDatabase database, WordIndex index, string word, bool hasStem = false)
    {
        var words = new List<string>();
        foreach (var (from, before) in NearWords.Ranges(word))
        {
            var row = database["words-between"].Bind(from).Bind(before).Bind(MostCompared);
            while (row.Step())
            {
                words.Add(row.Text(0));
            }
        }

        words.AddRange(NearWords.Swapped(word).Where(swapped => database["count-word"].Bind(swapped).Scalar() > 0));

        // A word that texts have, only not where it is looked for, is no mistake.
        return words.Contains(word.ToLowerInvariant()) || (hasStem && NearWords.IsForm(word, words)) ? [] : [.. NearWords.Of(word, words).Where(near => Count(database, index, index.Expand(near)) > 0)];
    }

    private static long Count(SqliteDatabase database, WordIndex index, string expression) =>
        database[index.Count].Bind(expression).Bind(Frequent).Scalar() ?? 0;
}
