using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Search;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>
/// Reads what was stored before there was a vocabulary, before scripts without spaces were indexed in pairs, and before words had what passages are called among them, from the newest to the oldest, one slice to a
/// transaction. How far it came is in the same transaction: whichever node starts next goes on from there, and a new database has nothing to do.
/// </summary>
internal sealed class IndexFiller(PostgresDatabase database, Vocabulary vocabulary)
{
    private const int RowsInSlice = 200;

    private volatile bool _isStopping;

    /// <summary>Ends when all is read, another node sees to it, or the store is closed or fails; it never fails itself.</summary>
    public Task Filling { get; private set; } = Task.CompletedTask;

    /// <summary>Stops behind the slice that is being read, so that the next to start finds nobody at it.</summary>
    public Task StopAsync()
    {
        _isStopping = true;
        return Filling;
    }

    /// <summary>Begins where the last one stopped. Once a store.</summary>
    public void Start() => Filling = FillAsync();

    private async Task FillAsync()
    {
        try
        {
            while (!_isStopping && await database.InTransactionAsync(FillSliceAsync, CancellationToken.None).ConfigureAwait(false) is { } texts)
            {
                await vocabulary.TakeAsync(texts).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or StorageUnavailableException or NpgsqlException)
        {
            // The next start goes on.
        }
    }

    /// <summary>The texts of a slice; null when nothing is left, or another node is at it.</summary>
    private static async Task<IReadOnlyList<string>?> FillSliceAsync(NpgsqlConnection connection)
    {
        if (!(await PostgresDatabase.QueryAsync(connection, Statements.Named("try-filling"), row => row.GetBoolean(0), default).ConfigureAwait(false))[0])
        {
            return null;
        }

        var left = await PostgresDatabase.QueryAsync(connection, Statements.Named("read-filling"), row => (Chunk: row.GetInt64(0), Code: row.GetInt64(1)), default).ConfigureAwait(false);
        if (left is not [var (chunk, code)] || (chunk <= 0 && code <= 0))
        {
            return null;
        }

        var (next, texts, changes) = chunk > 0 ? await ReadChunksAsync(connection, chunk).ConfigureAwait(false) : await ReadCodeAsync(connection, code).ConfigureAwait(false);
        changes.Add(chunk > 0 ? Statements.Named("write-filling").Bind(next).Bind(code) : Statements.Named("write-filling").Bind(chunk).Bind(next));
        await PostgresDatabase.ExecuteAsync(connection, changes, default).ConfigureAwait(false);
        return texts;
    }

    private static async Task<(long Next, IReadOnlyList<string> Texts, List<NpgsqlBatchCommand> Changes)> ReadChunksAsync(NpgsqlConnection connection, long from)
    {
        var rows = await PostgresDatabase.QueryAsync(
            connection,
            Statements.Named("chunks-to-fill").Bind(from).Bind(RowsInSlice),
            row => (Id: row.GetInt64(0), Title: row.Text(1), Headings: row.Text(2), Content: row.Text(3)),
            default).ConfigureAwait(false);
        var lexemes = new Lexemes();
        var changes = rows.Where(row => Unspaced.IsIn(row.Title) || Unspaced.IsIn(row.Headings) || Unspaced.IsIn(row.Content) || PassageNames.Of(row.Headings, row.Content).Length > 0)
            .Select(row => Statements.Named("set-chunk-words").Bind(row.Id).Bind(lexemes.OfChunk(row.Title, row.Headings, row.Content))).ToList();
        return (rows.Count < RowsInSlice ? 0 : rows[^1].Id - 1, [.. rows.SelectMany(row => (string[])[row.Headings, row.Content])], changes);
    }

    private static async Task<(long Next, IReadOnlyList<string> Texts, List<NpgsqlBatchCommand> Changes)> ReadCodeAsync(NpgsqlConnection connection, long from)
    {
        var rows = await PostgresDatabase.QueryAsync(
            connection,
            Statements.Named("code-to-fill").Bind(from).Bind(RowsInSlice),
            row => (Id: row.GetInt64(0), Code: row.Text(1), Headings: row.Text(2), Context: row.Text(3)),
            default).ConfigureAwait(false);
        var lexemes = new Lexemes();
        var changes = rows.Where(row => Unspaced.IsIn(row.Code) || Unspaced.IsIn(row.Headings) || Unspaced.IsIn(row.Context))
            .Select(row => Statements.Named("set-code-words").Bind(row.Id).Bind(lexemes.OfCode(row.Code, row.Headings, row.Context))).ToList();
        return (rows.Count < RowsInSlice ? 0 : rows[^1].Id - 1, [.. rows.Select(row => IdentifierWords.Of(row.Code))], changes);
    }
}
