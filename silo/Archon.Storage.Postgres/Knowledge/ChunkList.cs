using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>Reads a source's chunks, a page at a time, or those of one document.</summary>
internal sealed class ChunkList(PostgresDatabase database, VectorModels models)
{
    public async Task<ListPage<ChunkRecord>> ReadAsync(string sourceId, int limit, ChunkCursor after, CancellationToken cancellationToken)
    {
        var chunks = await database.ListAsync(
            () => Statements.Named("list-chunks").Bind(sourceId).Bind(after.Url).Bind(after.Ordinal).Bind(limit + 1L), ReadChunk, cancellationToken).ConfigureAwait(false);
        var next = chunks.Count > limit ? new ChunkCursor(chunks[limit - 1].Url, chunks[limit - 1].Ordinal).ToString() : null;
        chunks = [.. chunks.Take(limit)];
        var vectors = await VectorsAsync(chunks, cancellationToken).ConfigureAwait(false);
        return new ListPage<ChunkRecord>(
            [.. chunks.Select(chunk => vectors.TryGetValue(chunk.Id, out var found) ? chunk with { Vector = found.Vector, Model = found.Model } : chunk)], next);
    }

    public async Task<ImmutableArray<Chunk>> OfDocumentAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken) =>
    [
        .. await database.ListAsync(
            () => Statements.Named("chunks-of-same-document").Bind(sourceId).Bind(url).Bind(contentHash).Bind(title),
            row => new Chunk(row.GetInt32(0), row.Text(1) is { Length: > 0 } headings ? [headings] : [], row.Text(2), row.GetInt32(3), row.GetInt32(4), row.GetInt32(5)) { Fragments = row.Text(6) },
            cancellationToken).ConfigureAwait(false),
    ];

    // A chunk has one vector, of whichever model; in between, while a model takes another's place, neither is missed.
    private async Task<Dictionary<long, (float[] Vector, string Model)>> VectorsAsync(List<ChunkRecord> chunks, CancellationToken cancellationToken)
    {
        List<long> ids = [.. chunks.Select(chunk => chunk.Id)];
        var vectors = new Dictionary<long, (float[] Vector, string Model)>();
        foreach (var name in await database.ListAsync(() => Statements.Named("former-models").Bind(""), row => row.Text(0), cancellationToken).ConfigureAwait(false))
        {
            var model = await models.FindAsync(name, cancellationToken).ConfigureAwait(false);
            var rows = model is null ? [] : await database.ListAsync(
                () => Statements.Named("vectors-of-chunks", model.No).Bind(ids), row => (Id: row.GetInt64(0), Vector: row.GetFieldValue<float[]>(1)), cancellationToken).ConfigureAwait(false);
            foreach (var (id, vector) in rows)
            {
                vectors[id] = (vector, name);
            }
        }

        return vectors;
    }

    private static ChunkRecord ReadChunk(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        DocumentId = row.GetInt64(1).ToString(CultureInfo.InvariantCulture),
        Url = row.Text(2),
        Title = row.Text(3),
        Language = row.MaybeText(4),
        Headings = row.Text(5),
        Ordinal = row.GetInt32(6),
        Start = row.GetInt32(7),
        End = row.GetInt32(8),
        Tokens = row.GetInt32(9),
        Content = row.Text(10),
        Fragments = row.Text(11),
    };
}
