using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Search;

/// <summary>A full-text index and the statements that ask it.</summary>
/// <param name="Count">Counts the rows that match.</param>
/// <param name="Match">Ranks the rows that match; with the suffixes of <see cref="SearchScope"/>.</param>
/// <param name="HeldIn">Its rows that lie in a scope.</param>
/// <param name="Titles">Its columns of titles and headings.</param>
/// <param name="Expand">A word as an expression.</param>
internal sealed record WordIndex(string Count, string Match, Func<SearchScope, HeldRows> HeldIn, string Titles, Func<string, string> Expand)
{
    private static readonly WordIndex Chunks = new("count-chunks-with", "match-chunks", scope => scope.HeldChunks, "title headings", QueryTerms.Plain);
    private static readonly WordIndex Code = new("count-code-with", "match-code", scope => scope.HeldCode, "headings", QueryTerms.Identifier);

    /// <summary>The index of chunks, or that of chunks in scripts without spaces when the query has such words.</summary>
    public static WordIndex OfChunks(QueryWords words) => For(words, Chunks);

    /// <summary>As above, of code.</summary>
    public static WordIndex OfCode(QueryWords words) => For(words, Code);

    /// <summary>It keeps no text to mark words in.</summary>
    public bool IsUnspaced => Count.StartsWith(SqlText.Unspaced, StringComparison.Ordinal);

    private static WordIndex For(QueryWords words, WordIndex index) => words.Words.Any(word => Unspaced.IsIn(word))
        ? index with { Count = SqlText.Unspaced + index.Count, Match = SqlText.Unspaced + index.Match }
        : index;
}
