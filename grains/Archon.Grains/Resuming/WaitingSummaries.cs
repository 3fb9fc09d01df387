using Archon.GrainInterfaces.Summaries;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;

namespace Archon.Grains.Resuming;

/// <summary>
/// Sees to what has no summary of the chat model in use: what a process left that died, and everything that is stored when the model is a new one. Idempotent.
/// </summary>
public sealed class WaitingSummaries(IArchonStore store, ISummariser summariser, IGrainFactory grains)
{
    private const int SourcesAtOnce = 200;

    /// <summary>Waits until every source has its summaries, one source after the other. Without a chat model nothing is done.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        if (summariser.Model is null)
        {
            return;
        }

        string? cursor = null;
        do
        {
            var sources = await store.ListSourcesAsync(SourcesAtOnce, cursor, cancellationToken);
            foreach (var source in sources.Items)
            {
                for (var (anew, isDrained) = (true, false); !isDrained; anew = false)
                {
                    isDrained = (await grains.GetGrain<ISummaryGrain>(source.Id).DrainAsync(anew, cancellationToken)).IsDrained;
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }

            cursor = sources.NextCursor;
        }
        while (cursor is not null);
    }
}
