using System.Globalization;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <summary>Reads a source's chunks, a page at a time.</summary>
internal sealed class ChunkList(PostgresDatabase database, VectorModels models)
{
    public async Task<ListPage<ChunkRecord>> ReadAsync(string sourceId, string model, int limit, ChunkCursor after, CancellationToken cancellationToken)
    {
        var chunks = await database.ListAsync(
            () => Statements.Named("list-chunks").Bind(sourceId).Bind(after.Url).Bind(after.Ordinal).Bind(limit + 1L), ReadChunk, cancellationToken).ConfigureAwait(false);
        var next = chunks.Count > limit ? new ChunkCursor(chunks[limit - 1].Url, chunks[limit - 1].Ordinal).ToString() : null;
        chunks = [.. chunks.Take(limit)];
        var vectors = await VectorsAsync(chunks, model, cancellationToken).ConfigureAwait(false);
        return new ListPage<ChunkRecord>([.. chunks.Select(chunk => chunk with { Vector = vectors.TryGetValue(chunk.Id, out var vector) ? (ReadOnlyMemory<float>?)vector : null })], next);
    }

    private async Task<Dictionary<long, float[]>> VectorsAsync(List<ChunkRecord> chunks, string model, CancellationToken cancellationToken)
    {
        if (await models.FindAsync(model, cancellationToken).ConfigureAwait(false) is not { } used)
        {
            return [];
        }

        List<long> ids = [.. chunks.Select(chunk => chunk.Id)];
        var rows = await database.ListAsync(
            () => Statements.Named("vectors-of-chunks", used.No).Bind(ids), row => (Id: row.GetInt64(0), Vector: row.GetFieldValue<float[]>(1)), cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Vector);
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
