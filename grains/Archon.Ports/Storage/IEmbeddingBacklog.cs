using System.Collections.Immutable;
using Archon.Domain.Embedding;

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
    /// What is known of the documents that these chunks stand in, by chunk; one that is gone by now is left out. Of a passage <see cref="DocumentContext.MostRead"/> characters.
    /// </summary>
    Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken);

    /// <summary>How many chunks of each of these sources have no vector of this model, in time that grows with them and not with those that have one.</summary>
    Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken);

    /// <summary>Other models than this one that vectors are stored of: of chunks that wait for this one's.</summary>
    Task<ImmutableArray<string>> ListFormerModelsAsync(string model, CancellationToken cancellationToken);

    /// <summary>
    /// Stores vectors, each in place of the one that its chunk has of another model; chunks that are gone by now are ignored. Raises <c>ChunksEmbedded</c> of the crawl that stored each chunk,
    /// unless it has ended: then the count stays, until a retry shows what is embedded by then.
    /// </summary>
    Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken);
}

/// <summary>A chunk that waits for its vector.</summary>
/// <param name="ChunkId">Its id within the store.</param>
/// <param name="CrawlId">The crawl that stored it.</param>
/// <param name="Title">Its document's title.</param>
/// <param name="Headings">Its heading path in one line; empty for none.</param>
/// <param name="Content">Its text.</param>
public sealed record ChunkToEmbed(long ChunkId, string CrawlId, string Title, string Headings, string Content)
{
    /// <summary>Title, heading path and content, as they are embedded.</summary>
    public string Text => EmbeddedText.Of(Title, Headings, Content);
}

/// <summary>A vector for a chunk.</summary>
/// <param name="ChunkId">Its id within the store.</param>
/// <param name="Vector">Unit length.</param>
public sealed record ChunkVector(long ChunkId, ReadOnlyMemory<float> Vector);
