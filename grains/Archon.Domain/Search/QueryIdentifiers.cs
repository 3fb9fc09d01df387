using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>
/// The identifiers of a query that are several words for an index: <c>pg_stat_activity</c>, <c>os.path.join</c>, <c>Vec::with_capacity</c>. Whoever types one wants
/// what has it, and not what has its words.
/// </summary>
public sealed class QueryIdentifiers
{
    private const int Shortest = 4;

    // A pasted page may have many more.
    private const int Most = 8;

    private readonly ImmutableArray<string> _identifiers;

    private QueryIdentifiers(ImmutableArray<string> identifiers) => _identifiers = identifiers;

    /// <summary>The query has none.</summary>
    public bool IsEmpty => _identifiers.IsEmpty;

    /// <summary>Those of what somebody typed, eight at most, with the nearest word in place of each that nothing has.</summary>
    /// <param name="text">The query.</param>
    /// <param name="meant">Its words that nothing has.</param>
    public static QueryIdentifiers From(string text, IReadOnlyList<MeantWord> meant) =>
        meant.Count == 0 ? From(text) : new([.. From(text)._identifiers.Select(identifier => Corrected(identifier, meant))]);

    /// <summary>Those of what somebody typed, eight at most.</summary>
    public static QueryIdentifiers From(string text)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        for (var at = 0; at < text.Length && found.Count < Most;)
        {
            if (!char.IsLetter(text[at]))
            {
                // A number with a name behind it is none: 3.x, 2nd.
                at += char.IsDigit(text[at]) ? Length(text, at, out _) : 1;
                continue;
            }

            var length = Length(text, at, out var words);
            if (words > 1 && length is >= Shortest and <= QueryWords.LongestWord)
            {
                found.Add(text.Substring(at, length));
            }

            at += length;
        }

        return new QueryIdentifiers(found.DrainToImmutable());
    }

    /// <summary>Whether one of them stands in a text, whole and whatever its case.</summary>
    public bool AreIn(string text) => _identifiers.Any(identifier => IsIn(text, identifier));

    private static string Corrected(string identifier, IReadOnlyList<MeantWord> meant)
    {
        foreach (var word in meant.Where(word => !word.AreParts))
        {
            var at = identifier.IndexOf(word.Typed, StringComparison.OrdinalIgnoreCase);
            var end = at + word.Typed.Length;
            if (at >= 0 && (at == 0 || !char.IsLetterOrDigit(identifier[at - 1])) && (end == identifier.Length || !char.IsLetterOrDigit(identifier[end])))
            {
                identifier = $"{identifier[..at]}{word.Words[0]}{identifier[end..]}";
            }
        }

        return identifier;
    }

    private static bool IsIn(string text, string identifier)
    {
        for (var at = 0; (at = text.IndexOf(identifier, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            var end = at + identifier.Length;
            if ((at == 0 || !IsName(text[at - 1])) && (end == text.Length || !IsName(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Letters of the run of names and signs that begins here, and how many words it has.</summary>
    private static int Length(string text, int start, out int words)
    {
        words = 1;
        var at = start;
        while (true)
        {
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }

            var name = at + Sign(text, at);
            if (name == at || name >= text.Length || !char.IsLetterOrDigit(text[name]))
            {
                return at - start;
            }

            at = name;
            words++;
        }
    }

    private static int Sign(string text, int at)
    {
        var rest = text.AsSpan(at);
        return rest.StartsWith("::") || rest.StartsWith("->") ? 2
            : rest is ['_' or '.', ..] ? rest.Length - rest.TrimStart(rest[0]).Length is var many && (rest[0] == '_' || many == 1) ? many : 0
            : 0;
    }

    private static bool IsName(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
