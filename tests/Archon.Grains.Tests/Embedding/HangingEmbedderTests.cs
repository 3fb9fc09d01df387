using System.Collections.Concurrent;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Embedding;

public sealed class HangingEmbedderTests
{
    private const string Poison = "poison";
    private const int Sections = 8;

    [Fact(Timeout = 120_000)]
    public async Task ATextAtWhichTheServerHangs_IsNotWaitedForByItsNeighbours()
    {
        // A page is stored at once, so all of it is one batch, and what the server hangs at stands in its first half.
        var cancel = TestContext.Current.CancellationToken;
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = $"<html><head><title>Long</title></head><body><main><h1>Long</h1>{string.Concat(Enumerable.Range(0, Sections).Select(Section))}</main></body></html>" });
        var neighboursAnswered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new ConcurrentDictionary<string, bool>();
        var (alone, largest) = (0, 0);
        var embedder = new ScriptedEmbedder(async (texts, _) =>
        {
            largest = Math.Max(largest, texts.Count);
            if (texts.Any(text => text.Contains(Poison, StringComparison.Ordinal)))
            {
                // Alone it holds whoever waits for it until all others have their vectors.
                await (texts.Count == 1 ? neighboursAnswered.Task.WaitAsync(cancel) : Task.CompletedTask);
                alone += texts.Count == 1 ? 1 : 0;
                throw new ModelUnavailableException("It does not answer") { MayBeTheText = true, IsSilent = true };
            }

            foreach (var text in texts.Where(text => text != ProbeText.Question))
            {
                answered[text] = true;
            }

            if (answered.Count == largest - 1)
            {
                neighboursAnswered.TrySetResult();
            }
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Equal(record.Counters.ChunksStored, largest);
        Assert.InRange(alone, 1, int.MaxValue);
    }

    [Fact]
    public async Task AServerTooSlowForABatch_IsAskedForItsParts_AndEachTextIsEmbeddedOnce()
    {
        const int Answerable = 3;
        await using var site = await DocSite.StarAsync(40);
        var answered = new ConcurrentQueue<string>();
        ScriptedEmbedder? embedder = null;
        embedder = new ScriptedEmbedder((texts, _) =>
        {
            if (texts.Count > Answerable)
            {
                // Once that is known, what is put together already is not sent.
                throw embedder!.ExpectedLess.Any(less => less.Count <= texts.Count)
                    ? new TextRefusedException("It is too slow") { IsTooMuch = true }
                    : new ModelUnavailableException("It does not answer") { MayBeTheText = true, IsSilent = true, MayBeTooMuch = true };
            }

            foreach (var text in texts.Where(text => text != ProbeText.Question))
            {
                answered.Enqueue(text);
            }

            return Task.CompletedTask;
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
        Assert.Equal(record.Counters.ChunksStored, answered.Count);
        Assert.NotEmpty(embedder.ExpectedLess);
    }

    private static string Section(int number) =>
        $"<h2>Section {number}</h2><p>{string.Join(' ', Enumerable.Range(0, 250).Select(word => $"word{number}x{word}"))}{(number == 1 ? $" {Poison}" : "")}</p>";
}
