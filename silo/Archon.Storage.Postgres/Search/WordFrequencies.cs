using System.Collections.Frozen;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// In about how many rows each frequent word is, as PostgreSQL's own statistics say (<c>ANALYZE</c>, which it runs by itself, and which is run here where it has not yet):
/// the thousand most frequent, looked up anew every ten minutes. A word that is not among them is rare.
/// </summary>
internal sealed class WordFrequencies(PostgresDatabase database, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);

    // Of a table with nothing in it that could be counted; a crawl may just begin.
    private static readonly TimeSpan EmptyAge = TimeSpan.FromSeconds(5);

    private Known? _chunks;
    private Known? _code;

    /// <summary>What is known of the words of chunks, or of code.</summary>
    public async Task<WordRows> ReadAsync(bool ofCode, CancellationToken cancellationToken)
    {
        var known = ofCode ? Volatile.Read(ref _code) : Volatile.Read(ref _chunks);
        if (known is not null && clock.GetElapsedTime(known.At) < (known.Rows.IsEmpty ? EmptyAge : Age))
        {
            return known.Rows;
        }

        // Two at once read the same.
        var table = ofCode ? "code_example" : "chunk";
        var rows = await ReadAsync(table, cancellationToken).ConfigureAwait(false);
        if (rows.IsEmpty)
        {
            await database.ListAsync(() => Statements.Named($"analyze-{table}"), _ => 0, cancellationToken).ConfigureAwait(false);
            rows = await ReadAsync(table, cancellationToken).ConfigureAwait(false);
        }

        known = new Known(rows, clock.GetTimestamp());
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

    private async Task<WordRows> ReadAsync(string table, CancellationToken cancellationToken)
    {
        var words = await database.ListAsync(
            () => Statements.Named("word-frequencies").Bind(table), row => (Word: row.GetString(0), Rows: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        var all = await database.ListAsync(() => Statements.Named("rows-in").Bind(table), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return new WordRows(words.DistinctBy(one => one.Word).ToFrozenDictionary(one => one.Word, one => one.Rows, StringComparer.Ordinal), all[0]);
    }

    private sealed record Known(WordRows Rows, long At);
}
