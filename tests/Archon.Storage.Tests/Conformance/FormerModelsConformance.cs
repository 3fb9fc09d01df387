using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a store says of the vectors of other models, and of former versions.</summary>
public abstract class FormerModelsConformance : StoreConformance
{
    [Fact]
    public async Task Backlog_OfANewModel_HasEveryChunkAgain()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two", "three"));
        var ids = (await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("old", [.. ids.Take(2).Select(id => new ChunkVector(id, Documents.Axis(0)))], Cancel);

        Assert.Equal(ids, (await Store.ReadBacklogAsync("source", "new", 0, 10, Cancel)).Select(chunk => chunk.ChunkId));
        Assert.Equal(ids.Take(2), (await Store.ReadBacklogAsync("source", "new", 0, 2, Cancel)).Select(chunk => chunk.ChunkId));
    }

    [Fact]
    public async Task FormerModels_AreThoseThatChunksStillHaveVectorsOf()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two"));
        var ids = (await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        Assert.Empty(await Store.ListFormerModelsAsync("new", null, Cancel));

        await Store.StoreVectorsAsync("old", [.. ids.Select(id => new ChunkVector(id, Documents.Axis(0)))], Cancel);
        Assert.Empty(await Store.ListFormerModelsAsync("old", null, Cancel));
        Assert.Equal(["old"], await Store.ListFormerModelsAsync("new", null, Cancel));

        await Store.StoreVectorsAsync("new", [new(ids[0], Documents.Axis(1))], Cancel);
        Assert.Equal(["old"], await Store.ListFormerModelsAsync("new", null, Cancel));

        await Store.StoreVectorsAsync("new", [new(ids[1], Documents.Axis(1))], Cancel);
        Assert.Empty(await Store.ListFormerModelsAsync("new", null, Cancel));
        Assert.Equal(["new"], await Store.ListFormerModelsAsync("old", null, Cancel));
    }

    [Fact]
    public async Task FormerModels_OfASource_AreThoseOfItsChunks()
    {
        await StoreAsync("a", Documents.Of("T", "one"), "first");
        await StoreAsync("b", Documents.Of("T", "two"), "second");
        foreach (var (source, model) in new[] { ("first", "old"), ("second", "older") })
        {
            await Store.StoreVectorsAsync(model, [new((await Store.ReadBacklogAsync(source, model, 0, 10, Cancel))[0].ChunkId, Documents.Axis(0))], Cancel);
        }

        Assert.Equal(["old", "older"], (await Store.ListFormerModelsAsync("new", null, Cancel)).Order());
        Assert.Equal(["old"], await Store.ListFormerModelsAsync("new", "first", Cancel));
        Assert.Equal(["older"], await Store.ListFormerModelsAsync("old", "second", Cancel));
        Assert.Empty(await Store.ListFormerModelsAsync("old", "first", Cancel));
        Assert.Empty(await Store.ListFormerModelsAsync("new", "unknown", Cancel));
    }

    [Fact]
    public async Task AVectorOfZeros_IsNoneFromTheNextVersionOn()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two", "three"));
        var ids = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("m", [new(ids[0], Documents.Axis(0)), new(ids[1], new float[8])], Cancel);

        await MigrateAgainAsync("vectors_of_zeros");

        Assert.Equal(ids[1..], (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId));
        Assert.Equal(2, (await Store.CountBacklogAsync(["source"], "m", Cancel))["source"]);
    }

    /// <summary>Applies a migration as if the database had been of the version before.</summary>
    protected abstract Task MigrateAgainAsync(string name);
}
