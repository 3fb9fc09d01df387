using System.Collections.Immutable;
using Archon.Domain.Embedding;

namespace Archon.Ports.Storage;

/// <summary>Chunks that have no vector of the current model yet. Durable: it is the chunk rows themselves.</summary>
public interface IEmbeddingBacklog
{
    /// <summary>
    /// Up to <paramref name="limit"/> chunks of a source without a vector of this model, which does not refuse them, with ids above <paramref name="after"/>,
    /// in time that does not grow with what is embedded already.
    /// </summary>
    Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// What is known of the documents that these chunks stand in, by chunk; one that is gone by now is left out. Of a passage <see cref="DocumentContext.MostRead"/> characters.
    /// </summary>
    Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken);

    /// <summary>How many chunks of each of these sources wait for a vector of this model, in time that grows with them and not with those that have one.</summary>
    Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken);

    /// <summary>Other models than this one that vectors are stored of: of chunks that wait for this one's.</summary>
    /// <param name="model">This one.</param>
    /// <param name="sourceId">Of chunks of this source; null: of any.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<ImmutableArray<string>> ListFormerModelsAsync(string model, string? sourceId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores vectors, each in place of the one that its chunk has of another model; chunks that are gone by now are ignored. Raises <c>ChunksEmbedded</c> of the crawl that stored each chunk,
    /// unless it has ended: then the count stays, until a retry shows what is embedded by then.
    /// </summary>
    Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken);

    /// <summary>
    /// The model has no vector for this chunk, whatever is tried: it gets none, loses a former model's, counts as embedded no longer, and is no part of the model's backlog until a crawl of its
    /// source is created. One that is gone by now is ignored.
    /// </summary>
    /// <param name="model">The model that refuses it.</param>
    /// <param name="chunkId">Its id within the store.</param>
    /// <param name="reason">Why, in a sentence for people.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken);

    /// <summary>How many chunks of each of these sources the model refuses, and the first <paramref name="most"/> of them.</summary>
    Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken);
}

/// <summary>Chunks of a source that a model refuses.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="First">Some of them, by id.</param>
public sealed record RefusedTexts(long Count, ImmutableArray<RefusedText> First)
{
    /// <summary>It refuses none.</summary>
    public static RefusedTexts None { get; } = new(0, []);
}

/// <summary>A chunk that a model refuses.</summary>
/// <param name="ChunkId">Its id within the store.</param>
/// <param name="Url">Its document's address.</param>
/// <param name="Fragments">What leads to where it begins; empty for none.</param>
/// <param name="Headings">Its heading path in one line; empty for none.</param>
/// <param name="Reason">Why, in a sentence for people.</param>
public sealed record RefusedText(long ChunkId, string Url, string Fragments, string Headings, string Reason);

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
