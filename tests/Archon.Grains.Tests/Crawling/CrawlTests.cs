using Archon.Domain.Crawling;
using Archon.Grains.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

public sealed class CrawlTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhilePagesHang_TheLogSaysWhatIsWaitedFor()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CrawlOptions>(options => options.SilenceNotice = TimeSpan.FromMilliseconds(100)),
        });
        var said = new TaskCompletionSource();
        archon.Store.After(nameof(IArchonStore.AppendJournalAsync), async () =>
        {
            if ((await archon.JournalAsync("c1")).Any(progress => progress.Log?.StartsWith("No answer for", StringComparison.Ordinal) == true))
            {
                said.TrySetResult();
            }
        });
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);

        await Patience.WaitAsync(said.Task);

        site.Release();
        Assert.Equal(CrawlStatus.Complete, (await archon.EndOfAsync("c1")).Status);
    }

    [Fact]
    public async Task Crawl_OfASite_StoresEachPageOnce()
    {
        await using var site = await DocSite.StarAsync(40);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Equal((40, 40, 0, 0), (record.Counters.PagesDiscovered, record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
        Assert.Equal(record.Counters.ChunksStored, record.Counters.ChunksEmbedded);
        Assert.Equal(40, (await archon.StoredAsync("c1")).Length);
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
    }

    [Theory]
    [InlineData(2, "Found 1 page from the first one")]
    [InlineData(3, "Found 2 pages from the first one")]
    public async Task TheFirstPage_SaysHowManyItLedTo(int pages, string sentence)
    {
        await using var site = await DocSite.StarAsync(pages);
        await using var archon = await ArchonCluster.StartAsync();

        await archon.RunAsync("c1", site["/docs/"]);

        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == sentence);
    }

    [Fact]
    public async Task Events_AreContiguousAndThePercentageNeverFalls()
    {
        await using var site = await DocSite.StarAsync(60);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 2 });

        // Ticks are pruned at the end: what the grain tells while it runs has them all.
        long after = 0;
        double percentage = 0;
        while (!(await archon.RecordAsync("c1")).Status.IsTerminal())
        {
            foreach (var progress in (await archon.Crawl("c1").GetSinceAsync(after, 1000, Cancel)).Items)
            {
                Assert.Equal(after + 1 + progress.Coalesced, progress.Sequence);
                Assert.True(progress.Percentage >= percentage, $"{progress.Percentage} after {percentage}");
                (after, percentage) = (progress.Sequence, progress.Percentage);
            }
        }

        var last = await archon.Crawl("c1").GetSinceAsync(after, 1000, Cancel);
        var end = last.Items.IsEmpty ? (await archon.JournalAsync("c1"))[^1] : last.Items[^1];
        Assert.Equal(100, end.Percentage);
        Assert.Equal("Crawl operation completed successfully", end.Log);
        Assert.Equal((await archon.RecordAsync("c1")).LastSequence, end.Sequence);
    }

    [Fact]
    public async Task PageLimit_CountsStoredPages_AndFailedOnesGiveTheirPlaceBack()
    {
        await using var site = await DocSite.StarAsync(40);
        for (var i = 1; i < 20; i += 2)
        {
            site.Put($"/docs/p{i}", new SiteAnswer { Status = 404 });
        }

        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { MaxPages = 12, Concurrency = 5 });

        Assert.Equal((CrawlStatus.Complete, 12), (record.Status, record.Counters.PagesDone));
        Assert.Equal(12, (await archon.StoredAsync("c1")).Length);
        Assert.Equal(0, record.Counters.PagesOpen);
        var skipped = await archon.PagesAsync("c1", PageState.Skipped);
        Assert.All(skipped, page => Assert.Equal(PageReason.PageLimit, page.Reason));
        Assert.Equal(record.Counters.PagesSkipped, skipped.Length);
        Assert.DoesNotContain(await archon.JournalAsync("c1"), progress => progress.EtaSeconds <= 0);
    }

    [Fact]
    public async Task Crawl_WhoseSeedIsNotThere_EndsInErrorWithTheReason()
    {
        await using var site = await DocSite.StartAsync();
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Error, 1), (record.Status, record.Counters.PagesFailed));
        Assert.Contains(site["/docs/"], record.Error, StringComparison.Ordinal);
        Assert.Contains("404", record.Error, StringComparison.Ordinal);
        var terminal = Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
        Assert.Equal((-1, record.Error), (terminal.Percentage, terminal.Error));
    }

    [Fact]
    public async Task Crawl_OfANoIndexPage_SkipsItAndFollowsItsLinks()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/hidden");
        site.Put("/docs/hidden", new SiteAnswer
        {
            Body = DocSite.Html("/docs/hidden", "/docs/behind"),
            Headers = new Dictionary<string, string> { ["X-Robots-Tag"] = "noindex" },
        });
        site.Page("/docs/behind");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((2, 1), (record.Counters.PagesDone, record.Counters.PagesSkipped));
        Assert.Equal(PageReason.NoIndex, Assert.Single(await archon.PagesAsync("c1", PageState.Skipped)).Reason);
        Assert.DoesNotContain(site["/docs/hidden"], await archon.StoredAsync("c1"));
    }

    [Fact]
    public async Task Crawl_OfANoFollowPage_StoresItAndFollowsNoneOfItsLinks()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/meta", "/docs/header", "/docs/other");
        site.Put("/docs/meta", new SiteAnswer { Body = DocSite.Html("/docs/meta", "/docs/a").Replace("<title>", "<meta name=robots content=nofollow><title>", StringComparison.Ordinal) });
        site.Put("/docs/header", new SiteAnswer
        {
            Body = DocSite.Html("/docs/header", "/docs/b"),
            Headers = new Dictionary<string, string> { ["X-Robots-Tag"] = "ArchonBot: nofollow" },
        });
        site.Put("/docs/other", new SiteAnswer
        {
            Body = DocSite.Html("/docs/other", "/docs/c"),
            Headers = new Dictionary<string, string> { ["X-Robots-Tag"] = "otherbot: noindex, nofollow" },
        });
        site.Page("/docs/c");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((5, 5), (record.Counters.PagesDone, record.Counters.PagesDiscovered));
        Assert.Equal(["/docs/", "/docs/c", "/docs/header", "/docs/meta", "/docs/other"], site.Order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Crawl_OfARedirectingSeed_MovesItsScope()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/start", new SiteAnswer { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "/guide/" } });
        site.Page("/guide/", "/guide/a", "/elsewhere/b");
        site.Page("/guide/a");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/start"]);

        Assert.Equal((CrawlStatus.Complete, site["/guide/"]), (record.Status, record.ScopeUrl));
        Assert.Equal([site["/guide/"], site["/guide/a"]], (await archon.StoredAsync("c1")).Order());
        Assert.False(site.Requests.ContainsKey("/elsewhere/b"));
    }

    [Fact]
    public async Task Crawl_OfARedirectingRoute_KeepsTheRoute()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs", new SiteAnswer { Status = 301, Headers = new Dictionary<string, string> { ["Location"] = "/docs/" } });
        site.Page("/docs/");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs#/guide"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Equal([site["/docs/#/guide"]], await archon.StoredAsync("c1"));
    }
}
