using Archon.GrainInterfaces.Embedding;
using Archon.Grains.Tests.Hosting;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Embedding;

public sealed class EmbeddingGrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DrainAsync_LeavesNoChunkWithoutAVector()
    {
        await using var site = await DocSite.StarAsync(200);
        await using var archon = await ArchonCluster.StartAsync();

        // More chunks than one batch holds.
        var record = await archon.RunAsync("c1", site["/docs/"]);
        Assert.True(await archon.Grains.GetGrain<IEmbeddingGrain>(record.SourceId).DrainAsync(Cancel));

        Assert.True(record.Counters.ChunksStored >= 200);
        Assert.Equal(record.Counters.ChunksStored, record.Counters.ChunksEmbedded);
        Assert.Empty(await archon.Store.Inner.ReadBacklogAsync(record.SourceId, new FlakyEmbedder().Model, 0, 10, Cancel));
    }

    [Fact]
    public async Task AnEmbedderThatFails_LosesNothing()
    {
        await using var site = await DocSite.StarAsync(5);
        var embedder = new FlakyEmbedder(failures: 2);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(0, embedder.Left);
        Assert.Equal((CrawlStatus.Complete, record.Counters.ChunksStored), (record.Status, record.Counters.ChunksEmbedded));
    }
}
