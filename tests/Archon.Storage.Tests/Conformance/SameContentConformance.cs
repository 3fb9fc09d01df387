using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Of pages with the same text and title, a crawl stores one.</summary>
public abstract class SameContentConformance : StoreConformance
{
    private static readonly DocumentContent Page = Documents.Of("Title", "one word", "two words").WithCode("code()");

    [Fact]
    public async Task SameTextAndTitle_AreStoredOnce()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = await ClaimAllAsync("c", epoch);

        var first = await CommitAsync(Done("c", epoch, pages[0], Page));
        var second = await CommitAsync(Done("c", epoch, pages[1], Page) with { Links = Links(2, "behind") });

        Assert.Equal((false, true), (first.IsDuplicate, second.IsDuplicate));
        var skipped = Assert.Single(await PagesAsync("c", PageState.Skipped));
        Assert.Equal((Seed + "b", PageReason.SameContent, $"It has the same text as {Seed}a."), (skipped.Url, skipped.Reason, skipped.Detail));
        Assert.Equal([Seed + "a"], await StoredAsync());
        Assert.Equal((2, 1, 4), (second.Counters!.PagesDone, second.Counters.PagesSkipped, second.Counters.PagesDiscovered));
        Assert.Equal((2, 1), (second.Counters.ChunksStored, second.Counters.CodeExamples));
        Assert.Equal(Seed + "behind", (await ClaimOneAsync("c", epoch)).Url);
        await AssertCountersEqualRowsAsync("c");
    }

    [Theory]
    [InlineData("Another", "one word")]
    [InlineData("Title", "another word")]
    public async Task OtherTitleOrText_IsAnotherPage(string title, string text)
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = await ClaimAllAsync("c", epoch);

        await CommitAsync(Done("c", epoch, pages[0], Documents.Of("Title", "one word")));
        var result = await CommitAsync(Done("c", epoch, pages[1], Documents.Of(title, text)));

        Assert.False(result.IsDuplicate);
        Assert.Equal(2, (await StoredAsync()).Length);
    }

    [Fact]
    public async Task AnotherSource_HasItsOwn()
    {
        await StoreAsync("c", Page, "first");
        await StoreAsync("d", Page, "second");

        Assert.Equal(1, (await Store.FindSourceAsync("first", Cancel))!.Documents);
        Assert.Equal(1, (await Store.FindSourceAsync("second", Cancel))!.Documents);
    }

    [Fact]
    public async Task RedirectedToTheSame_IsSkippedWhereItEnds()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = await ClaimAllAsync("c", epoch);
        await CommitAsync(Done("c", epoch, pages[0], Page));

        var result = await CommitAsync(Done("c", epoch, pages[1], Page) with { FinalUrl = Seed + "end" });

        Assert.True(result.IsDuplicate);
        Assert.Equal(
            [(Seed + "b", PageReason.Redirected), (Seed + "end", PageReason.SameContent)],
            (await PagesAsync("c", PageState.Skipped)).Select(page => (page.Url, page.Reason)));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task ManyAtOnce_EachIsStoredOnce()
    {
        var epoch = await StartWithLinksAsync("c", [.. Enumerable.Range(0, 120).Select(n => $"p{n}")]);
        var pages = await ClaimAllAsync("c", epoch);

        // The source itself begins among them.
        var results = await Task.WhenAll(pages.Select((page, n) => CommitAsync(Done("c", epoch, page, Documents.Of($"Title {n % 40}", $"text {n % 40}")))));

        Assert.Equal(80, results.Count(result => result.IsDuplicate));
        Assert.Equal(40, (await StoredAsync()).Length);
        var counters = await CountersAsync("c");
        Assert.Equal((41, 80, 40), (counters.PagesDone, counters.PagesSkipped, counters.ChunksStored));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task CommittedAgainAfterAKill_NothingChanges()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = await ClaimAllAsync("c", epoch);
        await CommitAsync(Done("c", epoch, pages[0], Page));
        var fresh = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch, pages[1], Page), Cancel)).Outcome);
        var again = await ClaimOneAsync("c", fresh);
        Assert.True((await CommitAsync(Done("c", fresh, again, Page))).IsDuplicate);
        Assert.Equal(CommitOutcome.AlreadyCommitted, (await Store.CommitPageAsync(Done("c", fresh, again, Page), Cancel)).Outcome);
        Assert.Equal([Seed + "a"], await StoredAsync());
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task WhatAFormerCrawlStored_IsNoEvidence()
    {
        await CollectAsync("c", ("a", Page));

        // The page has moved from a to b, where nobody would look for it again.
        var epoch = await StartWithLinksAsync("d", "b", "a");
        var pages = await ClaimAllAsync("d", epoch);
        Assert.False((await CommitAsync(Done("d", epoch, pages[0], Page))).IsDuplicate);
        await CommitAsync(Done("d", epoch, pages[1], Documents.Of("Other", "text")));

        Assert.Equal([Seed + "a", Seed + "b"], await StoredAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refresh_TakesTheNewerOfTwoAway(bool unchanged)
    {
        await CollectAsync("c", ("a", Page));
        await CollectAsync("d", ("b", Page));
        foreach (var (id, removed) in new[] { ("r1", 0), ("r2", 1) })
        {
            var epoch = await RefreshAsync(id, "a", "b");
            var pages = await ClaimAllAsync(id, epoch);
            await CommitAsync(Done(id, epoch, pages[0], Page));
            var result = await CommitAsync(unchanged
                ? Done(id, epoch, pages[1]) with { Unchanged = new UnchangedDocument(null, null) }
                : Done(id, epoch, pages[1], Page));
            Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));

            Assert.True(result.IsDuplicate);
            Assert.Equal((0, 1, removed), (result.Counters!.PagesAdded, result.Counters.PagesUnchanged, result.Counters.PagesRemoved));
            await AssertCountersEqualRowsAsync(id);
        }

        Assert.Equal([Seed + "a"], await StoredAsync());
    }

    [Fact]
    public async Task Refresh_ThatComesToTheNewerFirst_KeepsTheOlder()
    {
        await CollectAsync("c", ("a", Page));
        await CollectAsync("d", ("b", Page));
        foreach (var id in new[] { "r1", "r2", "r3" })
        {
            var epoch = await RefreshAsync(id, "b", "a");
            foreach (var page in await ClaimAllAsync(id, epoch))
            {
                Assert.False((await CommitAsync(Done(id, epoch, page, Page))).IsDuplicate);
            }

            Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
        }

        Assert.Equal([Seed + "a", Seed + "b"], await StoredAsync());
    }

    [Fact]
    public async Task Refresh_AddsADuplicateThatIsNoneAnyMore()
    {
        await CollectAsync("c", ("a", Page), ("b", Page));
        Assert.Equal([Seed + "a"], await StoredAsync());

        var epoch = await RefreshAsync("r", "a", "b");
        var pages = await ClaimAllAsync("r", epoch);
        await CommitAsync(Done("r", epoch, pages[0], Documents.Of("Title", "changed")));
        var result = await CommitAsync(Done("r", epoch, pages[1], Page));

        Assert.False(result.IsDuplicate);
        Assert.Equal((1, 1, 0), (result.Counters!.PagesAdded, result.Counters.PagesChanged, result.Counters.PagesSkipped));
        Assert.Equal([Seed + "a", Seed + "b"], await StoredAsync());
    }

    private async Task<FrontierPage[]> ClaimAllAsync(string id, long epoch) =>
        [.. (await Store.ClaimPagesAsync(id, epoch, 1000, Cancel))!.Value];

    private async Task<string[]> StoredAsync() =>
        [.. (await Store.ListDocumentsAsync("source", 1000, null, Cancel)).Items.Select(document => document.Url)];

    /// <summary>A whole crawl whose seed has no text and links to these pages, which come in this order.</summary>
    private async Task CollectAsync(string id, params (string Path, DocumentContent Document)[] pages)
    {
        var epoch = await StartWithLinksAsync(id, [.. pages.Select(page => page.Path)]);
        var claimed = await ClaimAllAsync(id, epoch);
        foreach (var (page, (_, document)) in claimed.Zip(pages))
        {
            await CommitAsync(Done(id, epoch, page, document));
        }

        Assert.NotNull(await Store.EndCrawlAsync(End(id, epoch), Cancel));
    }

    private async Task<long> RefreshAsync(string id, params string[] paths)
    {
        var crawl = Crawl(id);
        var epoch = await StartAsync(crawl with { Settings = crawl.Settings with { Refreshes = true } });
        await CommitAsync(Done(id, epoch, await ClaimOneAsync(id, epoch)) with { Links = Links(1, paths) });
        return epoch;
    }
}
