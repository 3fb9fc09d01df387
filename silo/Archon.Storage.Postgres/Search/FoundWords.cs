using System.Text;
using Archon.Domain.Search;

namespace Archon.Storage.Postgres.Search;

/// <summary>Marks in a text the words that a query is found by, for <see cref="Snippet"/>.</summary>
internal sealed class FoundWords
{
    // More of a text than anybody looks at.
    private const int MostText = 20_000;

    private readonly HashSet<string> _stems;
    private readonly string? _prefix;

    /// <param name="words">The query.</param>
    /// <param name="isCode">Also the words inside identifiers.</param>
    public FoundWords(QueryWords words, bool isCode)
    {
        var telling = words.Telling;
        _stems = telling.Concat(isCode ? telling.SelectMany(IdentifierWords.Split) : []).Select(word => Stems.Of(word).Stem).ToHashSet(StringComparer.Ordinal);
        _prefix = QueryTerms.IsPrefix(words) ? Stems.Of(telling[^1]).Stem : null;
    }

    /// <summary>The text with the words marked, and without what else would look like a mark.</summary>
    public string Mark(string text)
    {
        text = Snippet.WithoutMarks(text);
        var marked = new StringBuilder(text.Length + 64);
        var from = 0;
        foreach (var (start, length) in TextWords.Of(text.Length > MostText ? text[..MostText] : text))
        {
            if (IsFound(text.AsSpan(start, length)))
            {
                marked.Append(text, from, start - from).Append(Snippet.FoundBegins).Append(text, start, length).Append(Snippet.FoundEnds);
                from = start + length;
            }
        }

        return marked.Append(text, from, text.Length - from).ToString();
    }

    private bool IsFound(ReadOnlySpan<char> word)
    {
        var stem = Stems.Of(word).Stem;
        return _stems.Contains(stem) || (_prefix is not null && stem.StartsWith(_prefix, StringComparison.Ordinal));
    }
}
