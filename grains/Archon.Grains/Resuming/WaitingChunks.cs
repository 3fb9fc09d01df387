using Archon.GrainInterfaces.Embedding;
using Archon.Grains.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Resuming;

/// <summary>
/// Sees to chunks that have no vector of the embedder in use: what a crawl left when its process died after its end, and everything that is stored when
/// the embedder is another one. Idempotent, like <see cref="RunningCrawls"/>.
/// </summary>
public sealed partial class WaitingChunks(IArchonStore store, KeptVectors kept, IGrainFactory grains, ILogger<WaitingChunks> logger)
{
    private const int SourcesAtOnce = 200;

    /// <summary>
    /// Waits until every source has its vectors, one source after the other: an embedder that has to do all of them anew shall not have to do them at
    /// once. A source whose backlog is empty asks the store once. One whose vectors the embedder in use may not replace keeps them.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (await kept.FindAnyModelAsync(cancellationToken) is { } model)
        {
            LogKept(model);
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is stored has vectors of the model {Model}, and this node has no model: it keeps them, finds the passages of those sources by their words, and embeds none of them. Configure the model (Archon:Embeddings), or set Archon:Embeddings:ReplaceByBuiltIn to true to embed all anew with the built-in embedder")]
    private partial void LogKept(string model);
}
