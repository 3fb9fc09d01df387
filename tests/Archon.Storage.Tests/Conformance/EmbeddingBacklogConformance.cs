using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class EmbeddingBacklogConformance : StoreConformance
{
    [Fact]
    public async Task Backlog_HasEveryNewChunkWithItsText()
    {
        await StoreAsync("c", Documents.Of("Title", "one", "two"));

        var backlog = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);

        Assert.Equal(["Title\nGuide › Basics\n\none", "Title\nGuide › Basics\n\ntwo"], backlog.Select(chunk => chunk.Text));
        Assert.All(backlog, chunk => Assert.Equal("c", chunk.CrawlId));
    }

    [Fact]
    public async Task Contexts_AreTheDocumentsBeginning_AndWhatAModelWroteOfTheSource()
    {
        await StoreAsync("c", Documents.Of("Title", "one", "two", "three"));
        await StoreAsync("d", Documents.Of("Other", new string('x', 5_000), "five"), "other");
        ImmutableArray<long> ids = [.. (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Concat(await Store.ReadBacklogAsync("other", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId)];

        var without = await Store.ReadContextsAsync([.. ids, long.MaxValue], Cancel);
        await Store.StoreSummaryAsync(new WrittenSummary { SourceId = "source", Model = "m#1", Hash = "h", Text = "A guide to all.", IsOfSource = true }, Cancel);
        var with = await Store.ReadContextsAsync(ids, Cancel);

        Assert.Equal(ids, without.Keys.Order());
        Assert.Equal(["", "one", "one", "", new string('x', DocumentContext.MostRead)], ids.Select(id => without[id].Beginning));
        Assert.All(without.Values, context => Assert.Null(context.SourceSummary));
        Assert.Equal(["A guide to all.", "A guide to all.", "A guide to all.", null, null], ids.Select(id => with[id].SourceSummary));
        Assert.Empty(await Store.ReadContextsAsync([], Cancel));
    }

    [Fact]
    public async Task Backlog_GoesOnAfterAnId()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two", "three"));
        var first = await Store.ReadBacklogAsync("source", "m", 0, 2, Cancel);

        var rest = await Store.ReadBacklogAsync("source", "m", first[^1].ChunkId, 2, Cancel);

        Assert.Equal(2, first.Length);
        Assert.EndsWith("three", Assert.Single(rest).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backlog_OfAnotherSource_IsEmpty()
    {
        await StoreAsync("c", Documents.Of("T", "one"));

        Assert.Empty(await Store.ReadBacklogAsync("other", "m", 0, 10, Cancel));
    }

    [Fact]
    public async Task StoreVectors_TakesChunksOffAndCountsThem()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two", "three"), end: false);
        var backlog = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);

        await Store.StoreVectorsAsync("m", [new(backlog[0].ChunkId, Documents.Axis(0)), new(backlog[2].ChunkId, Documents.Axis(1))], Cancel);

        Assert.Equal(backlog[1], Assert.Single(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)));
        Assert.Equal(2, (await CountersAsync("c")).ChunksEmbedded);
    }

    [Fact]
    public async Task StoreVectors_Again_CountsOnce()
    {
        await StoreAsync("c", Documents.Of("T", "one"), end: false);
        var id = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel))[0].ChunkId;

        await Store.StoreVectorsAsync("m", [new(id, Documents.Axis(0)), new(id, Documents.Axis(1))], Cancel);
        await Store.StoreVectorsAsync("m", [new(id, Documents.Axis(2))], Cancel);

        Assert.Equal(1, (await CountersAsync("c")).ChunksEmbedded);
    }

    [Theory]
    [InlineData(CrawlStatus.Complete)]
    [InlineData(CrawlStatus.Error)]
    [InlineData(CrawlStatus.Cancelled)]
    public async Task StoreVectors_AfterTheEnd_LeavesTheCrawlAsItEnded(CrawlStatus status)
    {
        var epoch = await StoreAsync("c", Documents.Of("T", "one", "two", "three"), end: false);
        var ids = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("m", [new(ids[0], Documents.Axis(0))], Cancel);
        var told = await Store.EndCrawlAsync(End("c", epoch, status), Cancel);

        await Store.StoreVectorsAsync("m", [new(ids[1], Documents.Axis(1)), new(ids[2], Documents.Axis(2))], Cancel);

        Assert.Equal(1, told!.ChunksEmbedded);
        Assert.Equal(told, await CountersAsync("c"));
        Assert.Equal(told, Assert.Single((await Store.ListCrawlsAsync(null, 10, null, Cancel)).Items).Counters);
        Assert.Equal(told, Assert.Single((await Store.ListCrawlsAsync(status, 10, null, Cancel)).Items).Counters);
        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
    }

    [Fact]
    public async Task Retry_CountsWhatWasEmbeddedAfterTheEnd()
    {
        var epoch = await StartAsync("c");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("T", "one", "two", "three")) with { Links = Links(1, "broken") });
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { State = PageState.Failed, Reason = PageReason.Timeout });
        var ids = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);
        await Store.StoreVectorsAsync("m", [new(ids[0], Documents.Axis(0)), new(ids[1], Documents.Axis(1))], Cancel);
        var ended = (await Store.FindCrawlAsync("c", Cancel))!;

        var retried = await Store.RetryCrawlAsync(new CrawlRetry("c", ended.Epoch, 10, Entries(2, "retry")), Cancel);

        Assert.Equal(0, ended.Counters.ChunksEmbedded);
        Assert.Equal(2, retried.Counters!.ChunksEmbedded);
        Assert.Equal(retried.Counters, await CountersAsync("c"));
        await Store.StoreVectorsAsync("m", [new(ids[2], Documents.Axis(2))], Cancel);
        Assert.Equal(3, (await CountersAsync("c")).ChunksEmbedded);
    }

    [Fact]
    public async Task StoreVectors_OfChunksThatAreGone_IsIgnored()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two"));
        var old = await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel);
        await StoreAsync("d", Documents.Of("T", "three", "four"));

        await Store.StoreVectorsAsync("m", [.. old.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(0)))], Cancel);

        Assert.Equal(2, (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Length);
        Assert.Equal(0, (await CountersAsync("c")).ChunksEmbedded);
        Assert.Equal(0, (await CountersAsync("d")).ChunksEmbedded);
    }

    [Fact]
    public async Task Backlog_IsCountedBySource()
    {
        await StoreAsync("a", Documents.Of("T", "one", "two", "three"), "first");
        await StoreAsync("b", Documents.Of("T", "four"), "second");
        var ids = (await Store.ReadBacklogAsync("first", "old", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();

        Assert.Equal((3L, 1L), await CountAsync("new"));
        await Store.StoreVectorsAsync("old", [new(ids[0], Documents.Axis(0)), new(ids[1], Documents.Axis(0))], Cancel);
        Assert.Equal((3L, 1L), await CountAsync("new"));
        Assert.Equal((1L, 1L), await CountAsync("old"));
        await Store.StoreVectorsAsync("new", [new(ids[1], Documents.Axis(0)), new(ids[2], Documents.Axis(0))], Cancel);
        Assert.Equal((1L, 1L), await CountAsync("new"));
        Assert.Equal((2L, 1L), await CountAsync("old"));

        async Task<(long First, long Second)> CountAsync(string model)
        {
            var counts = await Store.CountBacklogAsync(["first", "second", "first", "unknown"], model, Cancel);
            Assert.Equal(0, counts.GetValueOrDefault("unknown"));
            return (counts["first"], counts["second"]);
        }
    }

    [Fact]
    public async Task Refused_WaitsNoLonger_AndIsListed()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two", "three"), end: false);
        await StoreAsync("d", Documents.Of("U", "four"), "other");
        var ids = (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("m", [new(ids[0], Documents.Axis(0))], Cancel);

        await Store.RefuseChunkAsync("m", ids[1], "It is poison.", Cancel);
        await Store.RefuseChunkAsync("m", ids[2], "First.", Cancel);
        await Store.RefuseChunkAsync("m", ids[2], "It is too long.", Cancel);
        await Store.RefuseChunkAsync("m", long.MaxValue, "It is gone.", Cancel);

        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        var waiting = await Store.CountBacklogAsync(["source", "other"], "m", Cancel);
        Assert.Equal((0L, 1L), (waiting["source"], waiting["other"]));
        Assert.Equal(1, (await CountersAsync("c")).ChunksEmbedded);
        var refused = await Store.ListRefusedAsync(["source", "other", "unknown", "source"], "m", 1, Cancel);
        Assert.Equal((2L, 0L), (refused["source"].Count, refused["other"].Count));
        Assert.Equal((ids[1], "Guide › Basics", "It is poison."), Assert.Single(refused["source"].First.Select(chunk => (chunk.ChunkId, chunk.Headings, chunk.Reason))));
        Assert.Equal(["It is poison.", "It is too long."], (await Store.ListRefusedAsync(["source"], "m", 10, Cancel))["source"].First.Select(chunk => chunk.Reason));
        var stored = (await Store.ListChunksAsync("source", 10, null, Cancel)).Items;
        Assert.Equal([true, false, false], stored.Select(chunk => chunk.Vector is not null));
    }

    [Fact]
    public async Task Refused_ByAnotherModel_WaitsForThisOnes()
    {
        await StoreAsync("c", Documents.Of("T", "one"), end: false);
        var id = (await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel))[0].ChunkId;
        await Store.RefuseChunkAsync("old", id, "No.", Cancel);

        Assert.Equal(id, Assert.Single(await Store.ReadBacklogAsync("source", "new", 0, 10, Cancel)).ChunkId);
        Assert.Equal(1, (await Store.CountBacklogAsync(["source"], "new", Cancel))["source"]);
        Assert.Equal(0, (await Store.ListRefusedAsync(["source"], "new", 10, Cancel))["source"].Count);
        await Store.StoreVectorsAsync("new", [new(id, Documents.Axis(0))], Cancel);

        Assert.Equal(1, (await CountersAsync("c")).ChunksEmbedded);
        Assert.Equal(0, (await Store.ListRefusedAsync(["source"], "old", 10, Cancel))["source"].Count);
        Assert.Equal(id, Assert.Single(await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel)).ChunkId);
    }

    [Fact]
    public async Task Refused_LosesAFormerModelsVector_AndCountsAsEmbeddedNoLonger()
    {
        await StoreAsync("c", Documents.Of("T", "one", "two"), end: false);
        var ids = (await Store.ReadBacklogAsync("source", "old", 0, 10, Cancel)).Select(chunk => chunk.ChunkId).ToList();
        await Store.StoreVectorsAsync("old", [.. ids.Select(id => new ChunkVector(id, Documents.Axis(0)))], Cancel);
        await Store.StoreVectorsAsync("new", [new(ids[0], Documents.Axis(1))], Cancel);

        await Store.RefuseChunkAsync("new", ids[1], "No.", Cancel);

        Assert.Empty(await Store.ListFormerModelsAsync("new", null, Cancel));
        Assert.Equal(1, (await CountersAsync("c")).ChunksEmbedded);
        Assert.Empty(await Store.ReadBacklogAsync("source", "new", 0, 10, Cancel));
        await Store.StoreVectorsAsync("new", [new(ids[1], Documents.Axis(1))], Cancel);
        Assert.Equal(2, (await CountersAsync("c")).ChunksEmbedded);
        Assert.Equal(0, (await Store.ListRefusedAsync(["source"], "new", 10, Cancel))["source"].Count);
    }

    [Fact]
    public async Task Refused_WaitsAgain_WhenACrawlOfItsSourceIsCreated()
    {
        await StoreAsync("c", Documents.Of("T", "one"), end: true);
        await StoreAsync("d", Documents.Of("U", "two"), "other");
        var (mine, others) = ((await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel))[0].ChunkId, (await Store.ReadBacklogAsync("other", "m", 0, 10, Cancel))[0].ChunkId);
        await Store.RefuseChunkAsync("m", mine, "No.", Cancel);
        await Store.RefuseChunkAsync("m", others, "No.", Cancel);

        await StartAsync("e");

        Assert.Equal(mine, Assert.Single(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel)).ChunkId);
        Assert.Empty(await Store.ReadBacklogAsync("other", "m", 0, 10, Cancel));
        var refused = await Store.ListRefusedAsync(["source", "other"], "m", 10, Cancel);
        Assert.Equal((0L, 1L), (refused["source"].Count, refused["other"].Count));
    }

    [Fact]
    public async Task Refused_IsForgottenWithItsChunk()
    {
        await StoreAsync("c", Documents.Of("T", "one"));
        await Store.RefuseChunkAsync("m", (await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel))[0].ChunkId, "No.", Cancel);

        await StoreAsync("d", Documents.Of("T", "two"));

        Assert.Equal(0, (await Store.ListRefusedAsync(["source"], "m", 10, Cancel))["source"].Count);
        Assert.Single(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
    }

    [Fact]
    public async Task StoreVectors_ManyAtOnce_StoresAll()
    {
        await StoreAsync("c", Documents.Of("T", [.. Enumerable.Range(0, 300).Select(n => $"chunk {n}")]), end: false);
        var backlog = await Store.ReadBacklogAsync("source", "m", 0, 1000, Cancel);

        await Store.StoreVectorsAsync("m", [.. backlog.Select(chunk => new ChunkVector(chunk.ChunkId, Documents.Axis(3)))], Cancel);

        Assert.Empty(await Store.ReadBacklogAsync("source", "m", 0, 10, Cancel));
        Assert.Equal(300, (await CountersAsync("c")).ChunksEmbedded);
    }
}
