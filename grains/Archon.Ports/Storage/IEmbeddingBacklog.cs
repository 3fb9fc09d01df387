using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>Chunks that have no vector of the current model yet. Durable: it is the chunk rows themselves.</summary>
public interface IEmbeddingBacklog
{
    /// <summary>
    /// Up to <paramref name="limit"/> chunks of a source without a vector of this model, with ids above <paramref name="after"/>,
    /// in time that does not grow with what is embedded already.
    /// </summary>
    Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Stores vectors; chunks that are gone by now are ignored. Raises <c>ChunksEmbedded</c> of the crawl that stored each chunk,
    /// unless it has ended: then the count stays, until a retry shows what is embedded by then.
    /// </summary>
    Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken);
}

/// <summary>A chunk that waits for its vector.</summary>
/// <param name="ChunkId">Its id within the store.</param>
/// <param name="CrawlId">The crawl that stored it.</param>
/// <param name="Text">Title, heading path and content, as they are to be embedded.</param>
public sealed record ChunkToEmbed(long ChunkId, string CrawlId, string Text);

/// <summary>A vector for a chunk.</summary>
/// <param name="ChunkId">Its id within the store.</param>
/// <param name="Vector">Unit length.</param>
public sealed record ChunkVector(long ChunkId, ReadOnlyMemory<float> Vector);
