using System.Collections.Immutable;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="IEmbeddingBacklog"/>
internal sealed class PostgresBacklog(PostgresDatabase database, VectorModels models, VectorFolder folder) : IEmbeddingBacklog
{
    private const int VectorsInSlice = 256;

    // No model's name.
    private const string NoModel = "";

    public async Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(
        string sourceId, string model, long after, int limit, CancellationToken cancellationToken)
    {
        if (!await models.MayEmbedAsync(model, cancellationToken).ConfigureAwait(false))
        {
            return [];
        }

        var others = await OthersAsync(model, cancellationToken).ConfigureAwait(false);
        var chunks = await database.ListAsync(
            () => Statements.Named("read-backlog").Bind(sourceId).Bind(after).Bind(limit).Bind(model), ReadChunk, cancellationToken).ConfigureAwait(false);
        foreach (var other in others)
        {
            chunks.AddRange(await database.ListAsync(
                () => Statements.Named("read-backlog-of-model", other).Bind(sourceId).Bind(after).Bind(limit), ReadChunk, cancellationToken).ConfigureAwait(false));
        }

        return [.. chunks.DistinctBy(chunk => chunk.ChunkId).OrderBy(chunk => chunk.ChunkId).Take(limit)];
    }

    public async Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken)
    {
        var rows = await database.ListAsync(
            () => Statements.Named("chunk-contexts").Bind(chunkIds).Bind(DocumentContext.MostRead),
            row => (Id: row.GetInt64(0), Context: new DocumentContext(row.Text(1), row.MaybeText(2))),
            cancellationToken).ConfigureAwait(false);
        return rows.ToDictionary(row => row.Id, row => row.Context);
    }

    public async Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken)
    {
        var counts = sourceIds.Distinct().ToDictionary(id => id, _ => 0L);
        await AddAsync(() => Statements.Named("count-waiting").Bind(sourceIds).Bind(model)).ConfigureAwait(false);
        foreach (var other in await OthersAsync(model, cancellationToken).ConfigureAwait(false))
        {
            await AddAsync(() => Statements.Named("count-vectors-of-sources", other).Bind(sourceIds)).ConfigureAwait(false);
        }

        return counts;

        async Task AddAsync(Func<NpgsqlBatchCommand> statement)
        {
            foreach (var (id, count) in await database.ListAsync(statement, row => (row.Text(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false))
            {
                counts[id] += count;
            }
        }
    }

    public async Task<ImmutableArray<string>> ListFormerModelsAsync(string model, string? sourceId, CancellationToken cancellationToken)
    {
        var names = await database.ListAsync(() => Statements.Named("former-models").Bind(model), row => row.Text(0), cancellationToken).ConfigureAwait(false);
        if (sourceId is null)
        {
            return [.. names];
        }

        var ofSource = ImmutableArray.CreateBuilder<string>();
        foreach (var name in names)
        {
            if (await models.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } former
                && (await database.ListAsync(() => Statements.Named("has-vectors-of-source", former.No).Bind(sourceId), row => row.GetBoolean(0), cancellationToken).ConfigureAwait(false))[0])
            {
                ofSource.Add(name);
            }
        }

        return ofSource.ToImmutable();
    }

    public async Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        // A batch that was under way when the cluster changed its model would take the place of vectors of the new one.
        if (vectors.IsEmpty || !await models.MayEmbedAsync(model, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var used = await models.UseAsync(model, vectors[0].Vector.Length, cancellationToken).ConfigureAwait(false);
        var others = await OthersAsync(model, cancellationToken).ConfigureAwait(false);
        foreach (var slice in vectors.Chunk(VectorsInSlice))
        {
            // The last vector of a chunk counts.
            var byChunk = new SortedDictionary<long, ReadOnlyMemory<float>>();
            foreach (var vector in slice)
            {
                byChunk[vector.ChunkId] = Checked(vector, used);
            }

            await database.InTransactionAsync(connection => StoreAsync(connection, used, others, byChunk), cancellationToken).ConfigureAwait(false);
        }

        folder.Note(used);
    }

    public async Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken)
    {
        if (await models.MayEmbedAsync(model, cancellationToken).ConfigureAwait(false))
        {
            var all = await OthersAsync(NoModel, cancellationToken).ConfigureAwait(false);
            await database.InTransactionAsync(connection => RefuseAsync(connection, all, model, chunkId, reason), cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken)
    {
        var counts = await database.ListAsync(
            () => Statements.Named("count-refused-chunks").Bind(sourceIds).Bind(model), row => (Source: row.Text(0), Count: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        var refused = counts.Where(count => count.Count > 0).ToDictionary(count => count.Source, count => count.Count);
        var first = refused.Count == 0 ? [] : await database.ListAsync(
            () => Statements.Named("list-refused-chunks").Bind([.. refused.Keys]).Bind(model).Bind((long)most),
            row => (Source: row.Text(0), Chunk: new RefusedText(row.GetInt64(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5))),
            cancellationToken).ConfigureAwait(false);
        var bySource = first.ToLookup(chunk => chunk.Source, chunk => chunk.Chunk);
        return sourceIds.Distinct().ToDictionary(id => id, id => refused.TryGetValue(id, out var count) ? new RefusedTexts(count, [.. bySource[id]]) : RefusedTexts.None);
    }

    private static async Task<bool> RefuseAsync(NpgsqlConnection connection, List<int> all, string model, long chunkId, string reason)
    {
        var held = await PostgresDatabase.QueryAsync(connection, Statements.Named("hold-chunks").Bind((long[])[chunkId]), row => row.GetInt64(1), default).ConfigureAwait(false);
        if (held is not [var source])
        {
            return false;
        }

        await PostgresDatabase.ExecuteAsync(
            connection,
            [.. all.Select(no => Statements.Named("forget-vectors", no).Bind((long[])[chunkId])), Statements.Named("refuse-chunk").Bind(chunkId).Bind(source).Bind(model).Bind(reason)],
            default).ConfigureAwait(false);
        return true;
    }

    private static async Task<bool> StoreAsync(
        NpgsqlConnection connection, VectorModel model, List<int> others, SortedDictionary<long, ReadOnlyMemory<float>> vectors)
    {
        var held = await PostgresDatabase.QueryAsync(
            connection, Statements.Named("hold-chunks").Bind(vectors.Keys), row => (Id: row.GetInt64(0), Source: row.GetInt64(1)), default).ConfigureAwait(false);
        List<long> ids = [.. held.Select(chunk => chunk.Id)];
        await PostgresDatabase.ExecuteAsync(
            connection, others.Prepend(model.No).Select(no => Statements.Named("forget-vectors", no).Bind(ids)), default).ConfigureAwait(false);
        using (var rows = new VectorRows([.. held.Select(chunk => (chunk.Id, chunk.Source, vectors[chunk.Id]))]))
        await using (var copy = await connection.BeginRawBinaryCopyAsync(Statements.ForModel(SqlText.Get("copy-vectors"), model.No)).ConfigureAwait(false))
        {
            await copy.WriteAsync(rows.Bytes).ConfigureAwait(false);
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("serve-chunks").Bind(ids)], default).ConfigureAwait(false);
        return true;
    }

    private static ReadOnlyMemory<float> Checked(ChunkVector vector, VectorModel model) => vector.Vector.Length == model.Dimensions
        ? vector.Vector
        : throw new ArgumentException(
            $"The vector of chunk {vector.ChunkId} has {vector.Vector.Length} dimensions; its model has {model.Dimensions}.", nameof(vector));

    private Task<List<int>> OthersAsync(string model, CancellationToken cancellationToken) =>
        database.ListAsync(() => Statements.Named("other-models").Bind(model), row => row.GetInt32(0), cancellationToken);

    private static ChunkToEmbed ReadChunk(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4));
}
