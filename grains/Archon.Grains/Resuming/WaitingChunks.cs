using Archon.GrainInterfaces.Embedding;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Resuming;

/// <summary>
/// Sees to chunks that have no vector of the embedder in use: what a crawl left when its process died after its end, and everything that is stored when
/// the embedder is another one. Idempotent, like <see cref="RunningCrawls"/>.
/// </summary>
public sealed partial class WaitingChunks(IArchonStore store, IEmbedder embedder, IFormerEmbedders former, IGrainFactory grains, ILogger<WaitingChunks> logger)
{
    private const int SourcesAtOnce = 200;

    /// <summary>
    /// Waits until every source has its vectors, one source after the other: an embedder that has to do all of them anew shall not have to do them at
    /// once. A source whose backlog is empty asks the store once. Nothing is done while there are vectors of a model that the embedder in use may not replace.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if ((await store.ListFormerModelsAsync(embedder.Model, cancellationToken)).FirstOrDefault(model => !former.MayReplace(model)) is { } kept)
        {
            LogKept(kept);
            return;
        }

        string? cursor = null;
        do
        {
            var sources = await store.ListSourcesAsync(SourcesAtOnce, cursor, cancellationToken);
            foreach (var source in sources.Items)
            {
                while (!await grains.GetGrain<IEmbeddingGrain>(source.Id).DrainAsync(cancellationToken))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            cursor = sources.NextCursor;
        }
        while (cursor is not null);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is stored has vectors of the model {Model}, and this node has no model: it keeps them, and finds those passages by their words. Configure the model (Archon:Embeddings), or set Archon:Embeddings:ReplaceByBuiltIn to true to embed all anew with the built-in embedder")]
    private partial void LogKept(string model);
}
