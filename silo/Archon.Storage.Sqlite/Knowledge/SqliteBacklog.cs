using System.Collections.Immutable;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Search;

namespace Archon.Storage.Sqlite.Knowledge;

/// <inheritdoc cref="IEmbeddingBacklog"/>
internal sealed class SqliteBacklog(SqliteWriter writer, SqliteReaders readers, VectorSketches sketches) : IEmbeddingBacklog
{
    private const int VectorsInSlice = 64;

    public Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(
        string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => Read(database, sourceId, model, after, limit), cancellationToken);

    public Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<long, DocumentContext>>(
            database =>
            {
                var contexts = new Dictionary<long, DocumentContext>();
                foreach (var id in chunkIds)
                {
                    var row = database["chunk-context"].Bind(DocumentContext.MostRead).Bind(id);
                    if (row.Step())
                    {
                        contexts[id] = new DocumentContext(row.Text(0), row.MaybeText(1));
                    }
                }

                return contexts;
            },
            cancellationToken);

    public Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<string, long>>(
            database =>
            {
                var others = Others(database, model);
                return sourceIds.Distinct().ToDictionary(id => id, id => others.Sum(other => database["count-backlog"].Bind(id).Bind(other).Bind(model).Scalar() ?? 0));
            },
            cancellationToken);

    public Task<ImmutableArray<string>> ListFormerModelsAsync(string model, string? sourceId, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = sourceId is null ? database["former-models"].Bind(model) : database["former-models-of-source"].Bind(model).Bind(sourceId);
                var names = ImmutableArray.CreateBuilder<string>();
                while (row.Step())
                {
                    names.Add(row.Text(0));
                }

                return names.ToImmutable();
            },
            cancellationToken);

    public async Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        // In slices, so that a large batch does not hold the writer for long; each vector is good by itself.
        for (var start = 0; start < vectors.Length; start += VectorsInSlice)
        {
            var slice = vectors.Slice(start, Math.Min(VectorsInSlice, vectors.Length - start));
            var (modelNo, stored) = await writer.BulkAsync(database => Store(database, model, slice), cancellationToken).ConfigureAwait(false);
            foreach (var (vector, source) in stored)
            {
                sketches.Add(modelNo, vector.ChunkId, source, vector.Vector.Span);
            }
        }
    }

    public Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => RefusedChunks.Refuse(database, model, chunkId, reason), cancellationToken);

    public Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken) =>
        readers.ReadAsync<IReadOnlyDictionary<string, RefusedTexts>>(
            database => sourceIds.Distinct().ToDictionary(id => id, id => RefusedChunks.List(database, id, model, most)), cancellationToken);

    private static ImmutableArray<ChunkToEmbed> Read(SqliteDatabase database, string sourceId, string model, long after, int limit)
    {
        var chunks = new List<ChunkToEmbed>();
        foreach (var other in Others(database, model))
        {
            var row = database["read-backlog"].Bind(sourceId).Bind(other).Bind(after).Bind(model).Bind(limit);
            while (row.Step())
            {
                chunks.Add(new ChunkToEmbed(row.Int64(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4)));
            }
        }

        return [.. chunks.OrderBy(chunk => chunk.ChunkId).Take(limit)];
    }

    private static List<long> Others(SqliteDatabase database, string model)
    {
        var others = new List<long>();
        var models = database["other-models"].Bind(model);
        while (models.Step())
        {
            others.Add(models.Int64(0));
        }

        return others;
    }

    private static (long Model, List<(ChunkVector Vector, long Source)> Stored) Store(SqliteDatabase database, string model, ImmutableArray<ChunkVector> vectors)
    {
        var modelNo = database["model-no"].Bind(model).Scalar() ?? database["insert-model"].Bind(model).Scalar()!.Value;
        var embedded = new Dictionary<long, long>();
        var stored = new List<(ChunkVector Vector, long Source)>();
        foreach (var vector in vectors)
        {
            var chunk = database["find-chunk-for-vector"].Bind(vector.ChunkId);
            if (!chunk.Step())
            {
                continue;
            }

            long sourceNo = chunk.Int64(0), crawlNo = chunk.Int64(1), modelBefore = chunk.Int64(2);
            var wasRefused = chunk.Int64(3) != 0;
            StoreVector(database, vector, sourceNo, modelNo);
            stored.Add((vector, sourceNo));
            if (modelBefore != modelNo)
            {
                database["set-chunk-model"].Bind(modelNo).Bind(vector.ChunkId).Run();
            }

            if (wasRefused)
            {
                database["forget-refused-chunk"].Bind(vector.ChunkId).Run();
            }

            // A second vector, of this model or another, takes the first one's place: the chunk was counted.
            if (modelBefore == 0)
            {
                embedded[crawlNo] = embedded.GetValueOrDefault(crawlNo) + 1;
            }
        }

        foreach (var (crawlNo, count) in embedded)
        {
            database["add-chunks-embedded"].Bind(count).Bind(crawlNo).Run();
        }

        return (modelNo, stored);
    }

    private static void StoreVector(SqliteDatabase database, ChunkVector vector, long sourceNo, long modelNo)
    {
        var data = new byte[vector.Vector.Length];
        var scale = QuantisedVector.Quantise(vector.Vector.Span, data);
        database["store-vector"].Bind(vector.ChunkId).Bind(sourceNo).Bind(modelNo).Bind(scale).Bind(data).Run();
    }
}
