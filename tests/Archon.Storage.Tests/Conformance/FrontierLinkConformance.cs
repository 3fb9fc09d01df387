using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What becomes of the links, refused links and redirects that commits bring.</summary>
public abstract class FrontierLinkConformance : StoreConformance
{
    [Fact]
    public async Task Links_AlreadyKnown_AreIgnored()
    {
        var epoch = await StartWithLinksAsync("c", "a", "a", "b", "");

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Links = [.. Links(5, "a", "b", "c"), new FoundLink(Seed, 5)] });

        Assert.Equal(4, result.Counters!.PagesDiscovered);
        Assert.Equal(1, (await PagesAsync("c")).Single(page => page.Url == Seed + "b").Depth);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Links_ToAPageThatWaits_BringItNearer()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Links = Links(7, "far", "farther", "begun") });
        var b = await ClaimOneAsync("c", epoch);
        var begun = (await Store.ClaimPagesAsync("c", epoch, 3, Cancel))!.Value.ToLookup(page => page.Url == Seed + "begun");
        await Store.ReleasePagesAsync("c", epoch, [.. begun[false].Select(page => page.PageId)], Cancel);

        await CommitAsync(Done("c", epoch, b) with { Links = [.. Links(3, "far", "begun", "new"), .. Links(9, "farther")] });

        Assert.Equal([("far", 3), ("new", 3), ("farther", 7)], (await Store.ClaimPagesAsync("c", epoch, 9, Cancel))!.Value.Select(page => (page.Url[Seed.Length..], page.Depth)));
        Assert.Equal(7, (await PagesAsync("c")).Single(page => page.Url == Seed + "begun").Depth);
        Assert.Equal(1, (await PagesAsync("c")).Single(page => page.Url == Seed + "a").Depth);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Links_OfAnOlderEpoch_BringNothingNearer()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Links = Links(7, "far") });
        var b = await ClaimOneAsync("c", epoch);
        await Store.OpenEpochAsync("c", DateTimeOffset.UnixEpoch, Cancel);

        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch, b) with { Links = Links(3, "far") }, Cancel)).Outcome);

        Assert.Equal(7, (await PagesAsync("c")).Single(page => page.Url == Seed + "far").Depth);
    }

    [Fact]
    public async Task Links_OfTwoCrawls_AreApart()
    {
        var first = await StartAsync("c");
        var second = await StartAsync("d", "other");

        await CommitAsync(Done("c", first, await ClaimOneAsync("c", first)) with { Links = Links(1, "a", "b") });
        await CommitAsync(Done("d", second, await ClaimOneAsync("d", second)) with { Links = Links(1, "a") });

        Assert.Equal(3, (await CountersAsync("c")).PagesDiscovered);
        Assert.Equal(2, (await CountersAsync("d")).PagesDiscovered);
    }

    [Fact]
    public async Task Links_BeyondThePageCap_AreRefusedByName()
    {
        var epoch = await StartAsync("c", maxPages: 1);
        var paths = Enumerable.Range(0, 1100).Select(n => $"p{n}").ToArray();

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Links = Links(1, paths) });

        // Twice the limit and a thousand, the seed among them.
        Assert.Equal(1002, result.Counters!.PagesDiscovered);
        Assert.Equal(99, result.Counters.LinksRefused);
        Assert.Equal(99, Assert.Single(await Store.CountReasonsAsync("c", Cancel), count => count.Reason == PageReason.BeyondPageLimit).Count);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Refused_IsKeptOnceWithItsFirstReason()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        var a = await ClaimOneAsync("c", epoch);

        var result = await CommitAsync(Done("c", epoch, a) with
        {
            Refused = [new("https://x.example/", PageReason.OutOfScope), new("https://x.example/", PageReason.TooDeep), new("mailto:a@b", PageReason.UnsupportedScheme)],
        });

        Assert.Equal(2, result.Counters!.LinksRefused);
        var rows = await PagesAsync("c", PageState.Refused, limit: 1);
        Assert.Equal([("https://x.example/", PageReason.OutOfScope), ("mailto:a@b", PageReason.UnsupportedScheme)], rows.Select(row => (row.Url, row.Reason)));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Refused_ThatIsAPageAlready_IsNotKept()
    {
        var epoch = await StartWithLinksAsync("c", "a");

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Refused = [new(Seed + "a", PageReason.TooDeep)] });

        Assert.Equal(0, result.Counters!.LinksRefused);
    }

    [Fact]
    public async Task Refused_ThatBecomesAPage_IsForgotten()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Refused = [new(Seed + "late", PageReason.TooDeep)] });

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { Links = Links(2, "late") });

        Assert.Equal(0, result.Counters!.LinksRefused);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Refused_IsKeptUpToTenThousand()
    {
        var epoch = await StartAsync("c");

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with
        {
            Refused = [.. Enumerable.Range(0, 10_050).Select(n => new RefusedLink($"https://x.example/{n}", PageReason.OutOfScope))],
        });

        Assert.Equal(10_000, result.Counters!.LinksRefused);
        Assert.Equal(10_000, Assert.Single(await Store.CountReasonsAsync("c", Cancel)).Count);
    }

    [Fact]
    public async Task Redirect_ToANewAddress_MovesTheOutcomeThere()
    {
        var epoch = await StartAsync("c");
        var document = Documents.Of("Moved", "text");

        var result = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), document) with { FinalUrl = Seed + "new", ScopeUrl = Seed + "new" });

        Assert.Equal((2, 1, 1), (result.Counters!.PagesDiscovered, result.Counters.PagesDone, result.Counters.PagesSkipped));
        var rows = await PagesAsync("c");
        Assert.Equal((PageState.Skipped, PageReason.Redirected), (rows[0].State, rows[0].Reason));
        Assert.Equal((Seed + "new", PageState.Done, 0, document.ContentHash), (rows[1].Url, rows[1].State, rows[1].Depth, rows[1].ContentHash));
        Assert.Null(await Store.FindDocumentByUrlAsync(Seed, Cancel));
        Assert.Equal("Moved", (await Store.FindDocumentByUrlAsync(Seed + "new", Cancel))!.Title);
        Assert.Equal(Seed + "new", (await Store.FindCrawlAsync("c", Cancel))!.ScopeUrl);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Redirect_ToAPendingPage_TakesIt()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");

        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("B", "b")) with { FinalUrl = Seed + "b" });

        Assert.Empty((await Store.ClaimPagesAsync("c", epoch, 5, Cancel))!.Value);
        Assert.Equal(2, (await CountersAsync("c")).PagesDone);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Redirect_ToAClaimedPage_LeavesItAlone()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var pages = (await Store.ClaimPagesAsync("c", epoch, 2, Cancel))!.Value;

        var result = await CommitAsync(Done("c", epoch, pages[0], Documents.Of("Other", "x")) with { FinalUrl = Seed + "b" });

        Assert.Equal((1, 1), (result.Counters!.PagesDone, result.Counters.PagesSkipped));
        Assert.Null(await Store.FindDocumentByUrlAsync(Seed + "b", Cancel));
        await CommitAsync(Done("c", epoch, pages[1], Documents.Of("Own", "x")));
        Assert.Equal("Own", (await Store.FindDocumentByUrlAsync(Seed + "b", Cancel))!.Title);
    }

    [Fact]
    public async Task Redirect_ToAFinishedPage_LeavesItsDocument()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("Own", "x")));

        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch), Documents.Of("Other", "y")) with { FinalUrl = Seed + "a" });

        Assert.Equal("Own", (await Store.FindDocumentByUrlAsync(Seed + "a", Cancel))!.Title);
        Assert.Equal(1, (await CountersAsync("c")).ChunksStored);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Redirect_ToItself_IsNoRedirect()
    {
        var epoch = await StartAsync("c");

        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { FinalUrl = Seed });

        Assert.Equal(PageState.Done, Assert.Single(await PagesAsync("c")).State);
    }
}
