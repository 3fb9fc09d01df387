using System.Collections.Concurrent;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;
using PageState = Archon.Domain.Crawling.PageState;

namespace Archon.Grains.Tests.Embedding;

public sealed class HangingEmbedderTests
{
    [Fact]
    public async Task ATextAtWhichTheServerHangs_IsNotWaitedForByItsNeighbours()
    {
        const int Pages = 30;
        await using var site = await DocSite.StarAsync(Pages);
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var othersAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new ConcurrentDictionary<string, bool>();
        string? poison = null;
        var embedder = new ScriptedEmbedder(async (texts, _) =>
        {
            // Two batches are read before all is stored, so one of three has a third of it.
            await stored.Task;
            if (texts.Count > Pages / 3)
            {
                Interlocked.CompareExchange(ref poison, texts[0], null);
            }

            if (poison is not null && texts.Contains(poison))
            {
                // Alone it holds whoever waits for it until all others have their vectors.
                await (texts.Count == 1 ? othersAnswered.Task : Task.CompletedTask);
                throw new ModelUnavailableException("It does not answer") { MayBeTheText = true, IsSilent = true };
            }

            if (poison is not null && poison.StartsWith(texts[0], StringComparison.Ordinal))
            {
                throw new TextRefusedException("It is poison from its beginning.");
            }

            foreach (var text in texts.Where(text => text != ProbeText.Question))
            {
                answered[text] = true;
            }

            if (answered.Count == Pages - 1)
            {
                othersAnswered.TrySetResult();
            }
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.PagesAsync("c1", PageState.Done)).Length == Pages)
            {
                stored.TrySetResult();
            }
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, Pages - 1), (record.Status, record.Counters.ChunksEmbedded));
    }
}
