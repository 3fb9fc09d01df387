using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>The words of a query as text of a <c>tsquery</c>, stemmed as the index is (see <see cref="Lexemes"/>).</summary>
/// <param name="words">The query.</param>
/// <param name="expand">A word as an expression.</param>
/// <param name="spelling">Which of its words nothing has, and what they were taken for.</param>
/// <param name="frequencies">Rows that have a frequent word. Rare words say most and cost least, so what must be bounded is cut at the frequent end.</param>
internal sealed class QueryTerms(QueryWords words, Func<string, string> expand, Spelling spelling, WordRows frequencies)
{
    // Rows that the rare words of an OR may be in together: as many as are ranked, so that none is left out for where it happens to lie.
    private const long MostRows = 2_000;

    // Words that must all be there, and words that are weighed; what has the rarest is about the question.
    private const int MostRequired = 6;

    private readonly string[] _phrases = [.. words.Phrases.Select(phrase => Phrase(phrase)).OfType<string>()];

    /// <summary>All phrases and telling words; empty when there is nothing to ask for.</summary>
    public string All => string.Join(" & ", _phrases.Concat(Expressions().Take(MostRequired).Select(word => word.Text)));

    /// <summary>All phrases, and any telling word when there is one that is found.</summary>
    public string Any
    {
        get
        {
            if (_phrases.Length == 0)
            {
                return string.Join(" | ", Rare());
            }

            // An OR on top, for the rank: it counts what is there, where an AND counts how near words are.
            var phrases = string.Join(" & ", _phrases);
            return string.Join(" | ", Rare().Select(word => $"({phrases} & {word})").Append($"({phrases})"));
        }
    }

    /// <summary>The phrases and the rarest words, each by itself, with what it is worth.</summary>
    public IReadOnlyList<(string Text, double Worth)> Weighed =>
        [.. _phrases.Select(phrase => (phrase, frequencies.Worth(0))), .. Expressions().Take(MostRequired).Select(word => (word.Text, frequencies.Worth(word.Rows)))];

    /// <summary>What is called as the query is, or has the words of what it has with signs as they follow each other; null when it is no name and has no such.</summary>
    public string? Called
    {
        get
        {
            var name = PassageNames.AskedBy(words) is { } asked ? $"'{asked}'" : null;
            var names = words.Runs.Select(run => Phrase(run)).Prepend(name).OfType<string>();
            return string.Join(" | ", names) is { Length: > 0 } called ? called : null;
        }
    }

    /// <summary>What is found has all phrases.</summary>
    public bool HasPhrases => _phrases.Length > 0;

    /// <summary>A word alone. It holds letters, digits and marks only, so nothing in it ends the quotation.</summary>
    public static string Plain(string word) => Unspaced.IsIn(word) ? $"({Phrase([word])})" : $"'{Stems.Of(word).Stem}'";

    /// <summary>A word, or all the words inside it when it is an identifier.</summary>
    public static string Identifier(string word)
    {
        var parts = IdentifierWords.Split(word);
        return parts.Count == 1 ? Plain(word) : $"({Plain(word)} | ({string.Join(" & ", parts.Select(Plain))}))";
    }

    private static string Beginning(string word) => $"'{word.ToLowerInvariant()}':*";

    /// <summary>
    /// Words that follow each other. A stop word is not in the index, but its place is; null when there are only such. In a script without spaces they are
    /// pairs of letters, and what comes after the last one is free.
    /// </summary>
    private static string? Phrase(IReadOnlyList<string> words)
    {
        var parts = words.SelectMany(word => Unspaced.IsIn(word) ? Unspaced.Parts(word) : [word]).ToList();
        var isOpen = Unspaced.IsIn(parts[^1]);
        if (isOpen && parts.Count > 1 && Unspaced.IsIn(parts[^2]) && parts[^2].EndsWith(parts[^1], StringComparison.Ordinal))
        {
            parts.RemoveAt(parts.Count - 1);
            isOpen = false;
        }

        var phrase = new StringBuilder();
        var distance = 0;
        for (var i = 0; i < parts.Count; i++)
        {
            var (stem, isStopWord) = Stems.Of(parts[i]);
            distance++;
            if (isStopWord)
            {
                continue;
            }

            phrase.Append(phrase.Length == 0 ? "" : distance == 1 ? " <-> " : $" <{distance}> ").Append('\'').Append(stem).Append('\'').Append(isOpen && i == parts.Count - 1 ? ":*" : "");
            distance = 0;
        }

        return phrase.Length == 0 ? null : phrase.ToString();
    }

    // The rarest, and others as far as the bound goes.
    private IEnumerable<string> Rare()
    {
        var rows = 0L;
        return Expressions().TakeWhile((word, at) => (rows += word.Rows) <= MostRows || at == 0).Select(word => word.Text);
    }

    /// <summary>The telling words, the rarest first.</summary>
    private IEnumerable<(string Text, long Rows)> Expressions()
    {
        var telling = words.Telling;
        return telling.Select((word, at) => Expression(word, at == telling.Length - 1)).OrderBy(word => word.Rows);
    }

    private (string Text, long Rows) Expression(MeantWord meant)
    {
        var rows = meant.Words.Select(one => frequencies.Of(Stems.Of(one).Stem));
        return ($"({string.Join(meant.AreParts ? " & " : " | ", meant.Words.Select(expand))})", meant.AreParts ? rows.Min() : rows.Sum());
    }

    private (string Text, long Rows) Expression(string word, bool isLast)
    {
        var rows = frequencies.Of(Stems.Of(word).Stem);
        return words.IsBeginning(word) ? ($"({Plain(word)} | {Beginning(word)})", rows)
            : spelling.MeantBy(word) is { } meant ? Expression(meant) is var other && spelling.IsUnknown(word) ? other : ($"({expand(word)} | {other.Text})", rows + other.Rows)
            : spelling.IsUnknown(word) && isLast && word.Length >= QueryWords.ShortestBeginning && !Unspaced.IsIn(word) ? ($"({expand(word)} | {Plain(word)}:*)", 0)
            : (expand(word), rows);
    }
}
