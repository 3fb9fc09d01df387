using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What stays of a document's chunks when it is written anew.</summary>
public abstract class KeptChunksConformance : StoreConformance
{
    private static readonly DocumentContent Before = Documents.Of("Title", "apples", "same", "bananas", "same", "cherries");

    [Fact]
    public async Task AChunkThatCameAsItIsStored_KeepsItsIdAndItsVector()
    {
        var before = await StoreEmbeddedAsync("c", Before);

        await StoreAsync("d", Documents.Of("Title", "cherries", "same", "blueberries", "same", "same", "apples"));

        var after = await ChunksAsync();
        Assert.Equal(["cherries", "same", "blueberries", "same", "same", "apples"], after.Select(chunk => chunk.Content));
        Assert.Equal([before[4].Id, before[1].Id, before[3].Id, before[0].Id], after.Where((_, i) => i is 0 or 1 or 3 or 5).Select(chunk => chunk.Id));
        Assert.Equal([0, 1, 2, 3, 4, 5], after.Select(chunk => chunk.Ordinal));
        Assert.Equal(["blueberries", "same"], (await BacklogAsync()).Select(chunk => chunk.Text.Split('\n')[^1]));
        Assert.Equal((6, 4), await CountsAsync("d"));
        Assert.Equal((1, 6), await SourceCountsAsync());
    }

    [Fact]
    public async Task WhatIsGone_IsFoundNoMore_AndWhatStays_IsFoundByWordsAndVector()
    {
        await StoreEmbeddedAsync("c", Before);

        await StoreAsync("d", Documents.Of("Title", "blueberries", "cherries"));

        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "bananas" }, Cancel));
        Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "blueberries" }, Cancel));
        var hit = Assert.Single(await Store.SearchAsync(new SearchQuery { Text = "cherries", Model = "m", Vector = Documents.Axis(4) }, Cancel));
        Assert.Equal((1, 1, 1), (hit.WordsPlace, hit.VectorPlace, hit.Ordinal));
    }

    [Fact]
    public async Task AnotherTitle_OrOtherHeadings_LeaveNothing()
    {
        await StoreEmbeddedAsync("c", Before);

        await StoreAsync("d", Before with { Title = "Another" });
        Assert.Equal(5, (await BacklogAsync()).Length);
        Assert.Equal((5, 0), await CountsAsync("d"));

        await EmbedAsync();
        await StoreAsync("e", Before with { Title = "Another", Chunks = [.. Before.Chunks.Select(chunk => chunk with { HeadingPath = ["Elsewhere"] })] });
        Assert.Equal(5, (await BacklogAsync()).Length);
    }

    [Fact]
    public async Task AChunkThatStillWaits_CountsForTheCrawlThatFoundItLast()
    {
        await StoreAsync("c", Before);

        await StoreAsync("d", Documents.Of("Title", "apples", "bananas"), end: false);
        Assert.Equal((2, 0), await CountsAsync("d"));
        await EmbedAsync();

        Assert.Equal((2, 2), await CountsAsync("d"));
    }

    [Fact]
    public async Task PlacesInTheText_AreThoseOfTheNewOne()
    {
        await StoreEmbeddedAsync("c", Before);

        await StoreAsync("d", Before with { Chunks = [.. Before.Chunks.Select(chunk => chunk with { Start = chunk.Start + 7, End = chunk.End + 7, Tokens = 3 })] });

        Assert.Equal(Before.Chunks.Select(chunk => (chunk.Start + 7, chunk.End + 7, 3)), (await ChunksAsync()).Select(chunk => (chunk.Start, chunk.End, chunk.Tokens)));
        Assert.Empty(await BacklogAsync());
    }

    [Fact]
    public async Task APageOfThousandsOfChunks_IsComparedInTime()
    {
        // Each with each would be 36 million comparisons, for which no commit is waited for.
        const int Many = 6_000;
        await StoreAsync("c", Documents.Of("Title", [.. Enumerable.Range(0, Many).Select(n => $"text {n}")]));

        await StoreAsync("d", Documents.Of("Title", [.. Enumerable.Range(0, Many).Select(n => n % 10 == 0 ? $"new {n}" : $"text {n}")]));

        Assert.Equal((1, Many), await SourceCountsAsync());
        Assert.Empty(await Store.SearchAsync(new SearchQuery { Text = "\"text 10\"" }, Cancel));
        Assert.NotEmpty(await Store.SearchAsync(new SearchQuery { Text = "\"new 10\"" }, Cancel));
    }

    private async Task<ImmutableArray<ChunkRecord>> StoreEmbeddedAsync(string id, DocumentContent document)
    {
        await StoreAsync(id, document);
        await EmbedAsync();
        return await ChunksAsync();
    }

    private async Task EmbedAsync()
    {
        var waiting = await BacklogAsync();
        await Store.StoreVectorsAsync("m", [.. waiting.Select((chunk, i) => new ChunkVector(chunk.ChunkId, Documents.Axis(i)))], Cancel);
    }

    private async Task<(long Stored, long Embedded)> CountsAsync(string id)
    {
        var counters = await CountersAsync(id);
        return (counters.ChunksStored, counters.ChunksEmbedded);
    }

    private async Task<(long Documents, long Chunks)> SourceCountsAsync()
    {
        var source = (await Store.FindSourceAsync("source", Cancel))!;
        return (source.Documents, source.Chunks);
    }

    private Task<ImmutableArray<ChunkToEmbed>> BacklogAsync() => Store.ReadBacklogAsync("source", "m", 0, 100, Cancel);

    private async Task<ImmutableArray<ChunkRecord>> ChunksAsync() => (await Store.ListChunksAsync("source", 100, null, Cancel)).Items;
}
