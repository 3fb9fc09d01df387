using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Reads a source's chunks, a page at a time, or those of one document.</summary>
internal static class ChunkList
{
    public static ListPage<ChunkRecord> Read(SqliteDatabase database, string sourceId, int limit, ChunkCursor after)
    {
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
        return new ListPage<ChunkRecord>([.. chunks.Take(limit).Select(chunk => WithVector(database, chunk))], next);
    }

    public static ImmutableArray<Chunk> OfDocument(SqliteDatabase database, string sourceId, string url, string contentHash, string title)
    {
        var chunks = ImmutableArray.CreateBuilder<Chunk>();
        var row = database["chunks-of-same-document"].Bind(sourceId).Bind(url).Bind(contentHash).Bind(title);
        while (row.Step())
        {
            chunks.Add(new Chunk(row.Int32(0), row.Text(1) is { Length: > 0 } headings ? [headings] : [], row.Text(2), row.Int32(3), row.Int32(4), row.Int32(5)) { Fragments = row.Text(6) });
        }

        return chunks.ToImmutable();
    }

    private static ChunkRecord WithVector(SqliteDatabase database, ChunkRecord chunk)
    {
        var row = database["any-vector-of-chunk"].Bind(chunk.Id);
        return row.Step() ? chunk with { Vector = QuantisedVector.Restore(row.Blob(1), (float)row.Double(0)), Model = row.Text(2) } : chunk;
    }
}
