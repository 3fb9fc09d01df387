using Archon.GrainInterfaces.Embedding;
using Archon.Ports.Storage;

namespace Archon.Grains.Resuming;

/// <summary>
/// Sees to chunks that have no vector of the embedder in use: what a crawl left when its process died after its end, and everything that is stored when
/// the embedder is another one. Idempotent, like <see cref="RunningCrawls"/>.
/// </summary>
public sealed class WaitingChunks(IArchonStore store, IGrainFactory grains)
{
    private const int SourcesAtOnce = 200;

    /// <summary>
    /// Waits until every source has its vectors, one source after the other: an embedder that has to do all of them anew shall not have to do them at
    /// once. A source whose backlog is empty asks the store once.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
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
}
