using System.Collections.Frozen;
using Archon.Storage.Postgres.Connections;

namespace Archon.Storage.Postgres.Search;

/// <summary>
/// In about how many rows each frequent word is, as PostgreSQL's own statistics say: the thousand most frequent; a word that is not among them is rare. PostgreSQL makes
/// them by itself (<c>ANALYZE</c>), a minute or more after a table has grown; where it has grown much and is not large, they are made here before, for whoever has just
/// crawled a site searches in it.
/// </summary>
internal sealed class WordFrequencies(PostgresDatabase database, TimeProvider clock)
{
    /// <summary>How long nobody asks whether there are others.</summary>
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(5);

    // A quarter of a second; of a larger table what a site adds is a small part.
    private const long MostRowsToCount = 200_000;

    private Known? _chunks;
    private Known? _code;

    /// <summary>What is known of the words of chunks, or of code.</summary>
    public async Task<WordRows> ReadAsync(bool ofCode, CancellationToken cancellationToken)
    {
        var known = ofCode ? Volatile.Read(ref _code) : Volatile.Read(ref _chunks);
        if (known is not null && clock.GetElapsedTime(known.At) < Age)
        {
            return known.Rows;
        }

        // Two at once read the same.
        known = await ReadAsync(ofCode ? "code_example" : "chunk", known, cancellationToken).ConfigureAwait(false);
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

    private async Task<Known> ReadAsync(string table, Known? known, CancellationToken cancellationToken)
    {
        var (rows, now, times) = await StatisticsAsync(table, cancellationToken).ConfigureAwait(false);
        // Once for what sources count now: who could not be counted, or counts otherwise than its sources do, is left to PostgreSQL.
        if (Math.Max(rows, now) <= MostRowsToCount && (times == 0 || now - rows > rows / 4) && known?.Now != now)
        {
            await database.ListAsync(() => Statements.Named($"analyze-{table}"), _ => 0, cancellationToken).ConfigureAwait(false);
            (rows, _, times) = await StatisticsAsync(table, cancellationToken).ConfigureAwait(false);
        }

        if (known is not null && known.Times == times)
        {
            return known with { Now = now, At = clock.GetTimestamp() };
        }

        var words = await database.ListAsync(
            () => Statements.Named("word-frequencies").Bind(table), row => (Word: row.GetString(0), Rows: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        var frequent = words.DistinctBy(one => one.Word).ToFrozenDictionary(one => one.Word, one => one.Rows, StringComparer.Ordinal);
        return new Known(new WordRows(frequent, rows), times, now, clock.GetTimestamp());
    }

    private async Task<(long Rows, long Now, long Times)> StatisticsAsync(string table, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("statistics-of").Bind(table), row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)), cancellationToken).ConfigureAwait(false))[0];

    /// <summary>What the statistics said, how often they had been made by then, how many rows sources counted, and when all that was asked.</summary>
    private sealed record Known(WordRows Rows, long Times, long Now, long At);
}
