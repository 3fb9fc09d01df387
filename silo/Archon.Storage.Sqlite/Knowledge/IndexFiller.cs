using Archon.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Reads what was stored before there was a vocabulary and an index of scripts without spaces, from the newest to the oldest, one slice to a transaction,
/// so that commits go on in between. How far it came is in the same transaction: the next start goes on from there, and a new store has nothing to do.
/// </summary>
internal sealed partial class IndexFiller(SqliteWriter writer, ILogger logger)
{
    private const int RowsInSlice = 100;

    /// <summary>Ends when all is read, or the store is closed or fails; it never fails itself.</summary>
    public Task Filling { get; private set; } = Task.CompletedTask;

    /// <summary>Begins where the last one stopped. Once a store.</summary>
    public void Start() => Filling = FillAsync();

    private async Task FillAsync()
    {
        try
        {
            while (await writer.BulkAsync(FillSlice, CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // The store is closing; the next start goes on.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>False when nothing is left.</summary>
    private static bool FillSlice(SqliteDatabase database)
    {
        var left = database["read-filling"];
        if (!left.Step())
        {
            return false;
        }

        long chunk = left.Int64(0), code = left.Int64(1);
        if (chunk <= 0 && code <= 0)
        {
            return false;
        }

        left.Reset();
        (chunk, code) = chunk > 0 ? (FillChunks(database, chunk), code) : (chunk, FillCode(database, code));
        database["write-filling"].Bind(chunk).Bind(code).Run();
        return true;
    }

    /// <summary>The chunk to go on with.</summary>
    private static long FillChunks(SqliteDatabase database, long from)
    {
        var (next, rows) = (0L, 0);
        var row = database["chunks-to-fill"].Bind(from).Bind(RowsInSlice);
        while (row.Step())
        {
            WordKeeper.KeepChunk(database, row.Int64(0), row.Text(1), row.Text(2), row.Text(3));
            (next, rows) = (row.Int64(0) - 1, rows + 1);
        }

        return rows < RowsInSlice ? 0 : next;
    }

    private static long FillCode(SqliteDatabase database, long from)
    {
        var (next, rows) = (0L, 0);
        var row = database["code-to-fill"].Bind(from).Bind(RowsInSlice);
        while (row.Step())
        {
            WordKeeper.KeepCode(database, row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4));
            (next, rows) = (row.Int64(0) - 1, rows + 1);
        }

        return rows < RowsInSlice ? 0 : next;
    }
}
