using Archon.Grains.Embedding;
using Archon.Grains.Resuming;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Grains.Tests.Embedding;

public sealed class WaitingChunksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DrainAsync_GivesEverySourceTheVectorsOfTheEmbedderInUse_UnlessThoseThereAreMayNotBeReplaced(bool mayReplace)
    {
        await using var site = await DocSite.StarAsync(5);
        var embedder = new ScriptedEmbedder((_, _) => Task.CompletedTask);
        var former = new OneModel(mayReplace);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = embedder, Services = services => services.AddSingleton<IFormerEmbedders>(former) });
        var record = await archon.RunAsync("c1", site["/docs/"]);

        // As if the embedder had been another one until now.
        var chunks = await archon.Store.Inner.ReadBacklogAsync(record.SourceId, "former", 0, 100, Cancel);
        await archon.Store.Inner.StoreVectorsAsync("former", [.. chunks.Select(chunk => new ChunkVector(chunk.ChunkId, new float[] { 1, 0 }))], Cancel);
        Assert.NotEmpty(await archon.Store.Inner.ReadBacklogAsync(record.SourceId, embedder.Model, 0, 100, Cancel));

        await new WaitingChunks(archon.Store, new KeptVectors(archon.Store, embedder, former), archon.Grains, NullLogger<WaitingChunks>.Instance).DrainAsync(Cancel);

        Assert.Equal(mayReplace, (await archon.Store.Inner.ReadBacklogAsync(record.SourceId, embedder.Model, 0, 100, Cancel)).IsEmpty);
        Assert.Equal(mayReplace ? [] : ["former"], await archon.Store.Inner.ListFormerModelsAsync(embedder.Model, null, Cancel));
    }

    private sealed class OneModel(bool mayReplace) : IFormerEmbedders
    {
        public IEmbedder? Find(string model) => null;

        public bool MayReplace(string model) => mayReplace;
    }
}
