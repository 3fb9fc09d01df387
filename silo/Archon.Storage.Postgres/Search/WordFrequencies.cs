using System.Collections.Frozen;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// In about how many rows each frequent word is, as PostgreSQL's own statistics say (<c>ANALYZE</c>, which it runs by itself): the thousand most frequent, looked up anew
/// every ten minutes. A word that is not among them is rare, and so is every word of a table that has no statistics yet.
/// </summary>
internal sealed class WordFrequencies(PostgresDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    private Known? _chunks;
    private Known? _code;

    /// <summary>Rows that have a word, by its stem; what is not here is rare.</summary>
    public async Task<FrozenDictionary<string, long>> ReadAsync(bool ofCode, CancellationToken cancellationToken)
    {
        var known = ofCode ? Volatile.Read(ref _code) : Volatile.Read(ref _chunks);
        if (known is not null && clock.GetElapsedTime(known.At) < Age)
        {
            return known.Rows;
        }

        // Two at once read the same.
        var words = await database.ListAsync(
            () => Statements.Named("word-frequencies").Bind(ofCode ? "code_example" : "chunk"), row => (Word: row.GetString(0), Rows: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        known = new Known(words.DistinctBy(one => one.Word).ToFrozenDictionary(one => one.Word, one => one.Rows, StringComparer.Ordinal), clock.GetTimestamp());
        if (ofCode)
        {
            Volatile.Write(ref _code, known);
        }
        else
        {
            Volatile.Write(ref _chunks, known);
        }

        return known.Rows;
    }

    private sealed record Known(FrozenDictionary<string, long> Rows, long At);
}
