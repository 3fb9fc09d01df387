using System.Globalization;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Reads a source's chunks, a page at a time.</summary>
internal static class ChunkList
{
    public static ListPage<ChunkRecord> Read(SqliteDatabase database, string sourceId, string model, int limit, ChunkCursor after)
    {
        var modelNo = database["model-no"].Bind(model).Scalar();
        var chunks = new List<ChunkRecord>();
        var row = database["list-chunks"].Bind(sourceId).Bind(after.Url).Bind(after.Ordinal).Bind(limit + 1L);
        while (row.Step())
        {
            chunks.Add(new ChunkRecord
            {
                Id = row.Int64(0),
                DocumentId = row.Int64(1).ToString(CultureInfo.InvariantCulture),
                Url = row.Text(2),
                Title = row.Text(3),
                Language = row.MaybeText(4),
                Headings = row.Text(5),
                Ordinal = row.Int32(6),
                Start = row.Int32(7),
                End = row.Int32(8),
                Tokens = row.Int32(9),
                Content = row.Text(10),
                Fragments = row.Text(11),
            });
        }

        var next = chunks.Count > limit ? new ChunkCursor(chunks[limit - 1].Url, chunks[limit - 1].Ordinal).ToString() : null;
        return new ListPage<ChunkRecord>([.. chunks.Take(limit).Select(chunk => chunk with { Vector = VectorOf(database, chunk.Id, modelNo) })], next);
    }

    private static ReadOnlyMemory<float>? VectorOf(SqliteDatabase database, long chunkId, long? modelNo)
    {
        if (modelNo is not { } model)
        {
            return null;
        }

        var row = database["vector-of-chunk"].Bind(chunkId).Bind(model);
        return row.Step() ? (ReadOnlyMemory<float>?)QuantisedVector.Restore(row.Blob(1), (float)row.Double(0)) : null;
    }
}
