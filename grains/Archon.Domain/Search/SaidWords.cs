using System.Collections.Immutable;

namespace Archon.Domain.Search;

/// <summary>How many of the telling words of a query a passage says, in whatever form. They are looked for as beginnings, for many passages are asked and none is to be stemmed.</summary>
public sealed class SaidWords
{
    // A pasted page may have many more.
    private const int Most = 16;

    private readonly ImmutableArray<string> _beginnings;

    /// <param name="query">The query.</param>
    /// <param name="meant">Its words that nothing has.</param>
    public SaidWords(QueryWords query, IReadOnlyList<MeantWord> meant)
    {
        ArgumentNullException.ThrowIfNull(query);
        _beginnings = [.. query.AllTelling.Take(Most).SelectMany(word => Meant(word, meant)).Select(Beginning).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>How many of them one of the texts has.</summary>
    /// <param name="texts">What belongs to a passage: its title, its headings, its content.</param>
    public int In(params ReadOnlySpan<string> texts)
    {
        var count = 0;
        foreach (var beginning in _beginnings)
        {
            foreach (var text in texts)
            {
                if (IsIn(text, beginning))
                {
                    count++;
                    break;
                }
            }
        }

        return count;
    }

    private static IEnumerable<string> Meant(string word, IReadOnlyList<MeantWord> meant) =>
        meant.FirstOrDefault(one => one.Typed.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } other ? (other.AreParts ? other.Words : other.Words.Take(1)) : [word];

    // The stem of directory is directori.
    private static string Beginning(string word) => Stems.Of(word).Stem is { Length: > 3 } stem && stem[^1] == 'i' ? stem[..^1] : Stems.Of(word).Stem;

    private static bool IsIn(string text, string beginning)
    {
        for (var at = 0; (at = text.IndexOf(beginning, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
