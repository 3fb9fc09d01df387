using Archon.Domain.Chunking;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// The chunks that a document has before it is written anew. One with the same headings and text under the same title stays with its id, its vector and its words
/// in the index: only where it stands may change.
/// </summary>
internal sealed class StoredChunks
{
    private readonly SqliteDatabase _database;
    private readonly string _title;
    private readonly Dictionary<(string Headings, string Content), Queue<Row>> _rows = [];

    private StoredChunks(SqliteDatabase database, string title) => (_database, _title) = (database, title);

    /// <summary>Chunks that stayed and have a vector.</summary>
    public int KeptWithVector { get; private set; }

    /// <param name="database">The writer's.</param>
    /// <param name="documentNo">The document.</param>
    /// <param name="title">The title it is indexed with.</param>
    public static StoredChunks Read(SqliteDatabase database, long documentNo, string title)
    {
        var chunks = new StoredChunks(database, title);
        var row = database["chunks-of-document"].Bind(documentNo);
        while (row.Step())
        {
            var key = (row.Text(1), row.Text(2));
            if (!chunks._rows.TryGetValue(key, out var same))
            {
                chunks._rows.Add(key, same = new Queue<Row>(1));
            }

            same.Enqueue(new Row(row.Int64(0), row.Int64(3) != 0));
        }

        return chunks;
    }

    /// <summary>True when the chunk is stored already, and stays as that of this crawl.</summary>
    public bool TryKeep(Chunk chunk, string headings, string title, long crawlNo)
    {
        if (title != _title || !_rows.TryGetValue((headings, chunk.Content), out var same) || !same.TryDequeue(out var stored))
        {
            return false;
        }

        _database["keep-chunk"].Bind(crawlNo).Bind(chunk.Ordinal).Bind(chunk.Start).Bind(chunk.End).Bind(chunk.Tokens).Bind(chunk.Fragments).Bind(stored.Id).Run();
        KeptWithVector += stored.HasVector ? 1 : 0;
        return true;
    }

    /// <summary>Takes those away that did not stay, and first of all their words out of the full-text indexes, which must be told exactly what they once indexed.</summary>
    public void EraseRest()
    {
        var unnamed = _rows.Count == 0 ? 0 : ChunkIndex.Unnamed(_database);
        foreach (var ((headings, content), same) in _rows)
        {
            foreach (var row in same)
            {
                ChunkIndex.Forget(_database, row.Id, _title, headings, content, unnamed);
                UnspacedIndex.ForgetChunk(_database, row.Id, _title, headings, content);
                _database["delete-chunk"].Bind(row.Id).Run();
            }
        }

        _rows.Clear();
    }

    private readonly record struct Row(long Id, bool HasVector);
}
