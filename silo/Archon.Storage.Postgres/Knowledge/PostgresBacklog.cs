using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="IEmbeddingBacklog"/>
internal sealed class PostgresBacklog(PostgresDatabase database, VectorModels models, VectorFolder folder) : IEmbeddingBacklog
{
    private const int VectorsInSlice = 256;

    public async Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(
        string sourceId, string model, long after, int limit, CancellationToken cancellationToken)
    {
        var others = await OthersAsync(model, cancellationToken).ConfigureAwait(false);
        var chunks = await database.ListAsync(
            () => Statements.Named("read-backlog").Bind(sourceId).Bind(after).Bind(limit), ReadChunk, cancellationToken).ConfigureAwait(false);
        foreach (var other in others)
        {
            chunks.AddRange(await database.ListAsync(
                () => Statements.Named("read-backlog-of-model", other).Bind(sourceId).Bind(after).Bind(limit), ReadChunk, cancellationToken).ConfigureAwait(false));
        }

        return [.. chunks.DistinctBy(chunk => chunk.ChunkId).OrderBy(chunk => chunk.ChunkId).Take(limit)];
    }

    public async Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken)
    {
        if (vectors.IsEmpty)
        {
            return;
        }

        var used = await models.UseAsync(model, vectors[0].Vector.Length, cancellationToken).ConfigureAwait(false);
        var others = await OthersAsync(model, cancellationToken).ConfigureAwait(false);
        for (var start = 0; start < vectors.Length; start += VectorsInSlice)
        {
            var slice = vectors.Slice(start, Math.Min(VectorsInSlice, vectors.Length - start));
            await database.ChangeAsync(() => Store(used, others, slice), cancellationToken).ConfigureAwait(false);
        }

        folder.Note(used);
    }

    private static IEnumerable<NpgsqlBatchCommand> Store(VectorModel model, List<int> others, ImmutableArray<ChunkVector> vectors)
    {
        var components = new float[vectors.Length * model.Dimensions];
        for (var i = 0; i < vectors.Length; i++)
        {
            if (vectors[i].Vector.Length != model.Dimensions)
            {
                throw new ArgumentException(
                    $"The vector of chunk {vectors[i].ChunkId} has {vectors[i].Vector.Length} dimensions; its model has {model.Dimensions}.", nameof(vectors));
            }

            vectors[i].Vector.Span.CopyTo(components.AsSpan(i * model.Dimensions));
        }

        List<long> ids = [.. vectors.Select(vector => vector.ChunkId)];
        yield return Statements.Named("store-vectors", model.No).Bind(ids).Bind(components).Bind(model.Dimensions);
        foreach (var other in others)
        {
            yield return Statements.Named("forget-vectors", other).Bind(ids);
        }
    }

    private Task<List<int>> OthersAsync(string model, CancellationToken cancellationToken) =>
        database.ListAsync(() => Statements.Named("other-models").Bind(model), row => row.GetInt32(0), cancellationToken);

    private static ChunkToEmbed ReadChunk(NpgsqlDataReader row)
    {
        string title = row.Text(2), headings = row.Text(3), content = row.Text(4);
        return new ChunkToEmbed(
            row.GetInt64(0), row.Text(1), headings.Length == 0 ? $"{title}\n\n{content}" : $"{title}\n{headings}\n\n{content}");
    }
}
