using Archon.Domain.Search;
using Archon.Storage.Sqlite.Connections;
using Microsoft.Extensions.Logging;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Reads the words of what is stored into the vocabulary when a search needs them, and at the start what an older version stored into the index of scripts without
/// spaces and, the last first, into that of words with what passages are called: in the order of storing, one slice to a transaction, so that commits go on in between. How far it came is in the same transaction, so whoever is
/// next goes on from there. One at a time.
/// </summary>
internal sealed partial class IndexFiller(SqliteWriter writer, ILogger logger)
{
    private const int RowsInSlice = 100;

    private readonly Lock _lock = new();
    private Task _now = Task.CompletedTask;
    private Task? _next;

    /// <summary>Ends when nothing is being read; it never fails.</summary>
    public Task Filling
    {
        get
        {
            lock (_lock)
            {
                return _next ?? _now;
            }
        }
    }

    /// <summary>Goes on with what an older version stored, if there is any. Once a store.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _now = FillAsync(FillOlder);
        }
    }

    /// <summary>Ends when the vocabulary has the words of all that is committed now; it never fails, but leaves the rest to the next one.</summary>
    public Task CatchUpAsync()
    {
        lock (_lock)
        {
            return _next ??= AfterAsync(_now);
        }
    }

    // Who reads now may have passed what the asker sees.
    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            (_now, _next) = (_next!, null);
        }

        await FillAsync(FillSlice).ConfigureAwait(false);
    }

    private async Task FillAsync(Func<SqliteDatabase, bool> fill)
    {
        try
        {
            while (await writer.BulkAsync(fill, CancellationToken.None).ConfigureAwait(false))
            {
            }
        }
        catch (ObjectDisposedException)
        {
            // The store is closing.
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>False when no older version left anything.</summary>
    private static bool FillOlder(SqliteDatabase database)
    {
        var mark = Read(database);
        var isLeft = (mark.Chunk < mark.OlderChunk || mark.Code < mark.OlderCode) && FillSlice(database);
        return NameSlice(database) || isLeft;
    }

    /// <summary>False when the index of words has what all passages are called.</summary>
    private static bool NameSlice(SqliteDatabase database)
    {
        var unnamed = ChunkIndex.Unnamed(database);
        if (unnamed == 0)
        {
            return false;
        }

        var chunks = new List<(long Id, string Title, string Headings, string Content)>();
        var row = database["chunks-to-name"].Bind(unnamed).Bind(RowsInSlice);
        while (row.Step())
        {
            chunks.Add((row.Int64(0), row.Text(1), row.Text(2), row.Text(3)));
        }

        foreach (var (id, title, headings, content) in chunks.Where(chunk => PassageNames.Of(chunk.Headings, chunk.Content).Length > 0))
        {
            ChunkIndex.Forget(database, id, title, headings, content, unnamed);
            ChunkIndex.Keep(database, id, title, headings, content);
        }

        database["write-unnamed"].Bind(chunks.Count < RowsInSlice ? 0 : chunks[^1].Id - 1).Run();
        return chunks.Count == RowsInSlice;
    }

    /// <summary>False when nothing is left.</summary>
    private static bool FillSlice(SqliteDatabase database)
    {
        var mark = Read(database);
        var (chunk, chunksLeft) = FillChunks(database, mark);
        var (code, codeLeft) = FillCode(database, mark);
        if (chunk != mark.Chunk || code != mark.Code)
        {
            database["write-filling"].Bind(chunk).Bind(code).Run();
        }

        return chunksLeft || codeLeft;
    }

    private static Mark Read(SqliteDatabase database)
    {
        var row = database["read-filling"];
        return row.Step() ? new Mark(row.Int64(0), row.Int64(1), row.Int64(2), row.Int64(3)) : throw new InvalidDataException("The table index_filling is empty.");
    }

    private static (long Chunk, bool IsLeft) FillChunks(SqliteDatabase database, Mark mark)
    {
        var (last, rows) = (mark.Chunk, 0);
        var row = database["chunks-to-fill"].Bind(mark.Chunk).Bind(RowsInSlice);
        while (row.Step())
        {
            (last, rows) = (row.Int64(0), rows + 1);
            var (headings, content) = (row.Text(2), row.Text(3));
            database.Vocabulary.Take(content);
            database.Vocabulary.Take(headings);
            if (last <= mark.OlderChunk)
            {
                UnspacedIndex.KeepChunk(database, last, row.Text(1), headings, content);
            }
        }

        return (last, rows == RowsInSlice);
    }

    private static (long Code, bool IsLeft) FillCode(SqliteDatabase database, Mark mark)
    {
        var (last, rows) = (mark.Code, 0);
        var row = database["code-to-fill"].Bind(mark.Code).Bind(RowsInSlice);
        while (row.Step())
        {
            (last, rows) = (row.Int64(0), rows + 1);
            // The code itself is in a chunk, too.
            database.Vocabulary.Take(row.Text(2));
            if (last <= mark.OlderCode)
            {
                UnspacedIndex.KeepCode(database, last, row.Text(1), row.Text(2), row.Text(3), row.Text(4));
            }
        }

        return (last, rows == RowsInSlice);
    }

    /// <summary>The last chunk and code example that were read, and the last ones of an older version.</summary>
    private readonly record struct Mark(long Chunk, long Code, long OlderChunk, long OlderCode);
}
