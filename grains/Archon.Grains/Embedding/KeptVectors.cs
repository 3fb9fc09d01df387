using Archon.Ports.Embedding;
using Archon.Ports.Storage;

namespace Archon.Grains.Embedding;

/// <summary>
/// Sources whose vectors this node leaves alone, because its embedder may not replace them (<see cref="IFormerEmbedders.MayReplace"/>). What such a source gets anew waits for its model, and a
/// page that comes as it is stored stays cut as it is stored: another model's chunks are of other sizes, and cut anew they would lose their vectors.
/// </summary>
public sealed class KeptVectors(IArchonStore store, IEmbedder embedder, IFormerEmbedders former)
{
    /// <summary>The model that the source has vectors of and waits for; null: the embedder in use embeds it.</summary>
    public async Task<string?> FindModelAsync(string sourceId, CancellationToken cancellationToken) =>
        (await store.ListFormerModelsAsync(embedder.Model, sourceId, cancellationToken)).FirstOrDefault(model => !former.MayReplace(model));

    /// <summary>The same of any source.</summary>
    public async Task<string?> FindAnyModelAsync(CancellationToken cancellationToken) =>
        (await store.ListFormerModelsAsync(embedder.Model, sourceId: null, cancellationToken)).FirstOrDefault(model => !former.MayReplace(model));

    /// <summary>The same of each of these sources; those that the embedder in use embeds are left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindModelsAsync(IReadOnlyCollection<string> sourceIds, CancellationToken cancellationToken)
    {
        var kept = new Dictionary<string, string>();
        if (sourceIds.Count == 0 || await FindAnyModelAsync(cancellationToken) is null)
        {
            return kept;
        }

        foreach (var id in sourceIds)
        {
            if (await FindModelAsync(id, cancellationToken) is { } model)
            {
                kept[id] = model;
            }
        }

        return kept;
    }

    /// <summary>A page of such a source: with the chunks that are stored of it, if its title and its text are what is stored.</summary>
    public async Task<DocumentContent> CutAsStoredAsync(DocumentContent content, string sourceId, string url, CancellationToken cancellationToken) =>
        await store.ReadChunksAsync(sourceId, url, content.ContentHash, content.Title, cancellationToken) is { IsEmpty: false } chunks ? content with { Chunks = chunks } : content;

    /// <summary>Why passages of such a source wait, in a sentence.</summary>
    public static string Sentence(string model) =>
        $"The source is embedded by {model}, which this node has no settings for (Archon:Embeddings): its vectors are kept, and new passages wait for that model.";
}
