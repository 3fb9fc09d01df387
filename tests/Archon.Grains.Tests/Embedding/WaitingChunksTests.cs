using Archon.Grains.Resuming;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Embedding;

public sealed class WaitingChunksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DrainAsync_GivesEverySourceTheVectorsOfTheEmbedderInUse()
    {
        await using var site = await DocSite.StarAsync(5);
        var embedder = new ScriptedEmbedder((_, _) => Task.CompletedTask);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder });
        var record = await archon.RunAsync("c1", site["/docs/"]);

        // As if the embedder had been another one until now.
        var chunks = await archon.Store.Inner.ReadBacklogAsync(record.SourceId, "former", 0, 100, Cancel);
        await archon.Store.Inner.StoreVectorsAsync("former", [.. chunks.Select(chunk => new ChunkVector(chunk.ChunkId, new float[] { 1, 0 }))], Cancel);
        Assert.NotEmpty(await archon.Store.Inner.ReadBacklogAsync(record.SourceId, embedder.Model, 0, 100, Cancel));

        await new WaitingChunks(archon.Store, archon.Grains).DrainAsync(Cancel);

        Assert.Empty(await archon.Store.Inner.ReadBacklogAsync(record.SourceId, embedder.Model, 0, 100, Cancel));
    }
}
