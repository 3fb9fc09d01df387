using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What the end of a crawl leaves.</summary>
public abstract class CrawlEndConformance : StoreConformance
{
    [Fact]
    public async Task EndCrawl_WritesStatusTimeErrorAndTerminalEntry()
    {
        var epoch = await StartAsync("c");

        Assert.NotNull(await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Error, error: "The seed is gone."), Cancel));

        var crawl = (await Store.FindCrawlAsync("c", Cancel))!;
        Assert.Equal(CrawlStatus.Error, crawl.Status);
        Assert.Equal("The seed is gone.", crawl.Error);
        Assert.Equal(Noon.AddMinutes(5), crawl.EndedAt);
        Assert.Equal(1, crawl.LastSequence);
        Assert.True(crawl.Epoch > epoch);
        Assert.Equal("{\"end\":true}", Assert.Single(await Store.ReadJournalAsync("c", 0, 10, Cancel)).Body);
    }

    [Fact]
    public async Task EndCrawl_Complete_SkipsPendingPagesByThePageLimit()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await ClaimOneAsync("c", epoch);

        Assert.NotNull(await Store.EndCrawlAsync(End("c", epoch), Cancel));

        var skipped = await PagesAsync("c", PageState.Skipped);
        Assert.Equal([PageReason.PageLimit, PageReason.PageLimit], skipped.Select(page => page.Reason));
        Assert.Equal(0, (await CountersAsync("c")).PagesOpen);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task EndCrawl_Cancelled_LeavesOpenPagesPending()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await ClaimOneAsync("c", epoch);

        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);

        Assert.Equal(2, (await PagesAsync("c", PageState.Pending)).Count);
        Assert.Empty(await PagesAsync("c", PageState.Claimed));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task EndCrawl_PrunesTicksAndKeepsTheRest()
    {
        var epoch = await StartAsync("c");
        await Store.AppendJournalAsync("c", epoch, [new(1, false, "a"), new(2, true, "b"), new(3, true, "c")], Cancel);

        await Store.EndCrawlAsync(End("c", epoch, sequence: 4), Cancel);

        Assert.Equal([1, 4], (await Store.ReadJournalAsync("c", 0, 10, Cancel)).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task EndCrawl_FromManySidesAtOnce_HappensOnce()
    {
        var epoch = await StartAsync("c");

        var ends = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Store.EndCrawlAsync(End("c", epoch, n % 2 == 0 ? CrawlStatus.Complete : CrawlStatus.Cancelled), Cancel)));

        Assert.Single(ends, ended => ended is not null);
        Assert.Single(await Store.ReadJournalAsync("c", 0, 10, Cancel));
    }

    [Fact]
    public async Task EndCrawl_OfAnOlderEpoch_IsRefused()
    {
        var old = await StartAsync("c");
        await Store.OpenEpochAsync("c", Noon, Cancel);

        Assert.Null(await Store.EndCrawlAsync(End("c", old), Cancel));
    }

    [Fact]
    public async Task EndCrawl_WithAGapBeforeItsEntry_ChangesNothing()
    {
        var epoch = await StartAsync("c");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.EndCrawlAsync(End("c", epoch, sequence: 9), Cancel));

        Assert.Equal(CrawlStatus.Queued, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task End_WritesWhatWasNotWrittenYetAndItsOwnEntry()
    {
        var epoch = await StartAsync("c");
        await Store.AppendJournalAsync("c", epoch, [new(1, false, "one"), new(2, false, "two")], Cancel);

        await Store.EndCrawlAsync(End("c", epoch) with { Entries = new LastEntries([new(2, false, "again"), new(3, false, "three"), new(4, true, "tick")], _ => new(5, false, "end")) }, Cancel);

        Assert.Equal(["one", "two", "three", "end"], (await Store.ReadJournalAsync("c", 0, 10, Cancel)).Select(entry => entry.Body));
        Assert.Equal(5, (await Store.FindCrawlAsync("c", Cancel))!.LastSequence);
    }

    [Fact]
    public async Task End_MakesItsEntryFromTheCountersItLeaves()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "c");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { State = PageState.Failed, Reason = PageReason.HttpServerError });
        await ClaimOneAsync("c", epoch);
        CrawlCounters? told = null;

        var answered = await Store.EndCrawlAsync(End("c", epoch) with { Entries = new LastEntries([], counters => Told(counters)) }, Cancel);

        Assert.Equal(answered, told);
        Assert.Equal(await CountersAsync("c"), told);
        Assert.Equal((1, 1, 2, 0), (told!.PagesDone, told.PagesFailed, told.PagesSkipped, told.PagesOpen));

        JournalEntry Told(CrawlCounters counters)
        {
            told = counters;
            return new JournalEntry(1, false, "end");
        }
    }

    [Fact]
    public async Task End_BesidePageCommits_CountsEveryPageThatIsStored()
    {
        var epoch = await StartWithLinksAsync("c", [.. Enumerable.Range(0, 40).Select(n => $"p{n}")]);
        var pages = (await Store.ClaimPagesAsync("c", epoch, 40, Cancel))!.Value;

        var commits = pages.Select(page => Store.CommitPageAsync(Done("c", epoch, page, Documents.Of($"page {page.PageId}")), Cancel)).ToList();
        var counters = await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);
        var results = await Task.WhenAll(commits);

        Assert.Equal(1 + results.Count(result => result.Outcome == CommitOutcome.Committed), counters!.PagesDone);
        Assert.Equal(counters, await CountersAsync("c"));
        await AssertCountersEqualRowsAsync("c");
    }
}
