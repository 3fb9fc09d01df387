using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What becomes of pages that a site lists, and of what the analysis of a seed found.</summary>
public abstract class PageAdmissionConformance : StoreConformance
{
    [Fact]
    public async Task Admitted_Pages_WaitOnce_HoweverOftenTheyAreAdmitted()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        var admission = new PageAdmission("c", epoch, [.. Links(1, "a", "b", "c", "b"), new FoundLink(Seed, 1)], []);

        var first = await Store.AdmitPagesAsync(admission, Cancel);
        var again = await Store.AdmitPagesAsync(admission, Cancel);

        Assert.Equal(4, first!.Counters.PagesDiscovered);
        Assert.Equal(first.Counters, again!.Counters);
        Assert.False(again.IsFull);
        var claimed = await Store.ClaimPagesAsync("c", epoch, 10, Cancel);
        Assert.Equal(["a", "b", "c"], claimed!.Value.Select(page => page.Url[Seed.Length..]));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Admitted_BeyondThePageCap_IsRefusedByName()
    {
        var epoch = await StartAsync("c", maxPages: 1);
        var paths = Enumerable.Range(0, 1100).Select(n => $"p{n}").ToArray();

        var result = await Store.AdmitPagesAsync(new PageAdmission("c", epoch, Links(1, paths), []), Cancel);

        // Twice the limit and a thousand, the seed among them.
        Assert.True(result!.IsFull);
        Assert.Equal((1002, 99), (result.Counters.PagesDiscovered, result.Counters.LinksRefused));
        Assert.Equal(99, Assert.Single(await Store.CountReasonsAsync("c", Cancel), count => count.Reason == PageReason.BeyondPageLimit).Count);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Pages_AreFoundByTheirAddresses_UnlessTheyFailed()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "it's");
        var claimed = (await Store.ClaimPagesAsync("c", epoch, 10, Cancel))!.Value;
        var failed = claimed.Single(page => page.Url == Seed + "b");
        await Store.CommitPageAsync(new PageCommit
        {
            CrawlId = "c",
            Epoch = epoch,
            PageId = failed.PageId,
            State = PageState.Failed,
            Reason = PageReason.Timeout,
            Attempts = 1,
            FetchedAt = DateTimeOffset.UnixEpoch,
        }, Cancel);

        var found = await Store.FindPagesAsync("c", [Seed + "a", Seed + "b", Seed + "it's", Seed + "nowhere", ""], Cancel);

        Assert.Equal([Seed + "a", Seed + "it's"], found.Order(StringComparer.Ordinal));
        Assert.Empty(await Store.FindPagesAsync("d", [Seed + "a"], Cancel));
        Assert.Empty(await Store.FindPagesAsync("c", [], Cancel));
    }

    [Fact]
    public async Task Refused_IsKeptOnce_AndForgottenWhenItIsAdmitted()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        RefusedLink[] refused = [new(Seed + "late", PageReason.NotListed), new(Seed + "a", PageReason.NotListed), new(new string('x', 2048), PageReason.Malformed)];

        var first = await Store.AdmitPagesAsync(new PageAdmission("c", epoch, [], [.. refused, .. refused]), Cancel);
        var second = await Store.AdmitPagesAsync(new PageAdmission("c", epoch, Links(1, "late"), []), Cancel);

        Assert.Equal(2, first!.Counters.LinksRefused);
        Assert.Equal((3, 1), (second!.Counters.PagesDiscovered, second.Counters.LinksRefused));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task OfAnotherEpochOrAnEndedCrawl_NothingIsAdmittedOrKept()
    {
        var epoch = await StartAsync("c");
        var admission = new PageAdmission("c", epoch, Links(1, "a"), []);
        Assert.Null(await Store.AdmitPagesAsync(admission with { Epoch = epoch + 1 }, Cancel));
        Assert.Null(await Store.AdmitPagesAsync(admission with { CrawlId = "d" }, Cancel));
        Assert.False(await Store.KeepDiscoveryAsync("c", epoch + 1, new CrawlDiscovery(), Cancel));

        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.Null(await Store.AdmitPagesAsync(admission, Cancel));
        Assert.False(await Store.KeepDiscoveryAsync("c", epoch, new CrawlDiscovery(), Cancel));
        Assert.Equal(1, (await CountersAsync("c")).PagesDiscovered);
        Assert.Null((await Store.FindCrawlAsync("c", Cancel))!.Discovery);
    }

    [Fact]
    public async Task Discovery_IsKeptWithTheCrawl_TheNewestOnly()
    {
        var epoch = await StartAsync("c");
        var found = new CrawlDiscovery { IsComplete = true, Mode = CrawlMode.Recursive, LinkedSitemaps = [] }
            .With(new FoundList("https://docs.example.org/sitemap.xml", SiteFileKind.Sitemap, 1169, 1000));

        Assert.True(await Store.KeepDiscoveryAsync("c", epoch, new CrawlDiscovery { LinkedSitemaps = ["https://docs.example.org/s.xml"] }, Cancel));
        Assert.Equal(["https://docs.example.org/s.xml"], (await Store.FindCrawlAsync("c", Cancel))!.Discovery!.LinkedSitemaps);
        Assert.True(await Store.KeepDiscoveryAsync("c", epoch, found, Cancel));

        var kept = Assert.Single((await Store.ListCrawlsAsync(null, 10, null, Cancel)).Items).Discovery!;
        Assert.Equal((true, CrawlMode.Recursive, 1, 1169L, 1000L), (kept.IsComplete, kept.Mode, kept.Files, kept.Pages, kept.InScope));
        Assert.Equal(found.Lists, kept.Lists);
        Assert.Empty(kept.LinkedSitemaps);
    }
}
