using System.Collections.Frozen;

namespace Archon.Storage.Postgres.Search;

/// <summary>Rows that have a frequent word.</summary>
/// <param name="frequent">By the word's stem; a word that is not here is rare.</param>
/// <param name="all">Rows of the table.</param>
internal sealed class WordRows(FrozenDictionary<string, long> frequent, long all)
{
    // Half of the rarest that is known, about the middle of what may be.
    private readonly double _rare = frequent.Count == 0 ? 1 : Math.Max(1, frequent.Values.Min() / 2.0);

    /// <summary>Rows that have it, about; 0 for a rare one.</summary>
    public long Of(string stem) => frequent.GetValueOrDefault(stem);

    /// <summary>What a word tells that so many rows have: its inverse document frequency (Spärck Jones 1972).</summary>
    /// <param name="rows">As <see cref="Of"/> gives them.</param>
    public double Worth(long rows) => Math.Log(1 + (Math.Max(all, 1) / Math.Max(rows, _rare)));
}
