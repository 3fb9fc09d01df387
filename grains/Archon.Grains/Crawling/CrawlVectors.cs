using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Embedding;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>How a run waits for the last vectors of its chunks, and what it says of that.</summary>
internal sealed partial class CrawlVectors(IEmbeddingGrain grain, CrawlAccount account, ILogger logger)
{
    private const string Last = "All pages are stored; the last chunks get their vectors";

    private bool AreAwaited => account.Record.Counters.ChunksEmbedded < account.Record.Counters.ChunksStored;

    /// <summary>Says so when there are chunks without one.</summary>
    public void TellIfAwaited()
    {
        if (AreAwaited)
        {
            account.Say(CrawlStatus.Embedding, Last);
        }
    }

    /// <summary>Waits until each chunk has its vector, or only another node can make those that are missing.</summary>
    public async Task DrainAsync(CancellationToken stopping)
    {
        string? told = null;
        var embedded = account.Record.Counters.ChunksEmbedded;
        while (true)
        {
            try
            {
                if (await grain.DrainAsync(stopping))
                {
                    break;
                }

                await account.TryRefreshAsync();
                var trouble = await grain.ReadTroubleAsync();

                // A server may hang for as long as a request may take, and nothing is wrong yet.
                trouble ??= account.Record.Counters.ChunksEmbedded == embedded && AreAwaited ? "No vector has come for some seconds, the model has not answered yet." : null;
                embedded = account.Record.Counters.ChunksEmbedded;
                if (trouble != told)
                {
                    account.Say(CrawlStatus.Embedding, trouble is null ? Last : $"Vectors have to wait: {trouble} What is stored is found by its words meanwhile");
                    told = trouble;
                }
            }
            catch (TimeoutException exception)
            {
                // Its silo has died, or the answer got lost.
                LogDrainedAgain(exception, account.Record.Id);
            }
        }

        // There is nothing to be waited for here: another node has the model.
        if (AreAwaited && await grain.ReadTroubleAsync() is { } kept)
        {
            account.Say(CrawlStatus.Embedding, $"{kept} They are found by their words meanwhile");
        }
    }
}
