using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class JournalConformance : StoreConformance
{
    [Fact]
    public async Task Append_ThenRead_GivesEntriesInOrder()
    {
        var epoch = await StartAsync("c");

        Assert.True(await Store.AppendJournalAsync("c", epoch, [new(1, false, "{\"a\":1}"), new(2, true, "{\"b\":\"ü\"}")], Cancel));

        Assert.Equal([new(1, false, "{\"a\":1}"), new(2, true, "{\"b\":\"ü\"}")], await Store.ReadJournalAsync("c", 0, 10, Cancel));
        Assert.Equal(2, (await Store.FindCrawlAsync("c", Cancel))!.LastSequence);
    }

    [Fact]
    public async Task TheNewestEntry_ComesWithTheCrawl_WhereverItIsRead()
    {
        await Store.CreateCrawlAsync(Crawl("c") with { Journal = [new(1, false, "first")] }, Cancel);
        Assert.Equal(["first", "first"], await BodiesAsync());

        var opened = await Store.OpenEpochAsync("c", Noon, Cancel);
        Assert.Equal("first", opened!.LastEntryBody);

        await Store.AppendJournalAsync("c", opened.Epoch, [new(2, true, "second"), new(3, true, "third")], Cancel);
        Assert.Equal(["third", "third"], await BodiesAsync());

        await Store.EndCrawlAsync(End("c", opened.Epoch, sequence: 4), Cancel);
        Assert.Equal(["{\"end\":true}", "{\"end\":true}"], await BodiesAsync());

        async Task<string?[]> BodiesAsync()
        {
            var found = (await Store.FindCrawlAsync("c", Cancel))!;
            return [found.LastEntryBody, Assert.Single((await Store.ListCrawlsAsync(found.Status, 10, null, Cancel)).Items).LastEntryBody];
        }
    }

    [Fact]
    public async Task Read_AfterASequence_GivesTheNextOnesUpToTheLimit()
    {
        var epoch = await StartAsync("c");
        await Store.AppendJournalAsync("c", epoch, [.. Enumerable.Range(1, 20).Select(n => new JournalEntry(n, true, $"{n}"))], Cancel);

        Assert.Equal([6, 7, 8], (await Store.ReadJournalAsync("c", 5, 3, Cancel)).Select(entry => entry.Sequence));
        Assert.Empty(await Store.ReadJournalAsync("c", 20, 3, Cancel));
    }

    [Fact]
    public async Task Append_WhatExistsAlready_IsIgnored()
    {
        var epoch = await StartAsync("c");
        await Store.AppendJournalAsync("c", epoch, [new(1, false, "first"), new(2, false, "second")], Cancel);

        Assert.True(await Store.AppendJournalAsync("c", epoch, [new(2, false, "again"), new(3, false, "third")], Cancel));
        Assert.True(await Store.AppendJournalAsync("c", epoch, [new(1, false, "again")], Cancel));

        Assert.Equal(["first", "second", "third"], (await Store.ReadJournalAsync("c", 0, 10, Cancel)).Select(entry => entry.Body));
    }

    [Fact]
    public async Task Append_AfterAGap_IsAnErrorAndWritesNothing()
    {
        var epoch = await StartAsync("c");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendJournalAsync("c", epoch, [new(1, false, "a"), new(3, false, "c")], Cancel));

        Assert.Empty(await Store.ReadJournalAsync("c", 0, 10, Cancel));
    }

    [Fact]
    public async Task Append_OfMoreThanFiveThousand_KeepsTheNewestTicksAndEverythingElse()
    {
        var epoch = await StartAsync("c");
        for (var first = 1; first <= 6000; first += 500)
        {
            await Store.AppendJournalAsync("c", epoch, [.. Enumerable.Range(first, 500).Select(n => new JournalEntry(n, n % 100 != 0, $"{n}"))], Cancel);
        }

        var kept = await Store.ReadJournalAsync("c", 0, 10_000, Cancel);

        Assert.Equal([.. Enumerable.Range(1, 10).Select(n => n * 100L), .. Enumerable.Range(1001, 5000).Select(n => (long)n)], kept.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Append_OfAnOlderEpoch_IsRefused()
    {
        var old = await StartAsync("c");
        await Store.OpenEpochAsync("c", Noon, Cancel);

        Assert.False(await Store.AppendJournalAsync("c", old, [new(1, false, "a")], Cancel));
    }

    [Fact]
    public async Task Append_AfterTheEnd_IsRefused()
    {
        var epoch = await StartAsync("c");
        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);

        Assert.False(await Store.AppendJournalAsync("c", epoch, [new(2, false, "a")], Cancel));
        Assert.False(await Store.AppendJournalAsync("c", epoch + 1, [new(2, false, "a")], Cancel));
    }

    [Fact]
    public async Task Journals_OfTwoCrawls_AreApart()
    {
        var first = await StartAsync("one", "a");
        var second = await StartAsync("two", "b");
        await Store.AppendJournalAsync("one", first, [new(1, false, "one")], Cancel);
        await Store.AppendJournalAsync("two", second, [new(1, false, "two")], Cancel);

        Assert.Equal("two", Assert.Single(await Store.ReadJournalAsync("two", 0, 10, Cancel)).Body);
    }

    [Fact]
    public async Task Read_OfAnUnknownCrawl_IsEmpty() => Assert.Empty(await Store.ReadJournalAsync("nobody", 0, 10, Cancel));
}
