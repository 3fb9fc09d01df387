using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>A store to search in, and the moves that the facts of searching begin with.</summary>
public abstract class SearchConformance : StoreConformance
{
    protected Task<ImmutableArray<SearchHit>> SearchAsync(string text) => Store.SearchAsync(new SearchQuery { Text = text }, Cancel);

    /// <summary>Stores a document with a chunk for each vector, "chunk 0" and so on; the chunks' ids.</summary>
    protected async Task<ImmutableArray<long>> StoreVectorsAsync(string model, params ReadOnlyMemory<float>[] vectors)
    {
        await StoreAsync("c", Documents.Of("T", [.. vectors.Select((_, n) => $"chunk {n}")]));
        ImmutableArray<long> ids = [.. (await Store.ReadBacklogAsync("source", model, 0, 100, Cancel)).Select(chunk => chunk.ChunkId)];
        await Store.StoreVectorsAsync(model, [.. ids.Zip(vectors, (id, vector) => new ChunkVector(id, vector))], Cancel);
        return ids;
    }
}
