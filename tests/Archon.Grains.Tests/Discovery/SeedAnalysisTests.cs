using Archon.Domain.Crawling;
using Archon.Grains.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Discovery;

/// <summary>What a site lists is added to what links lead to.</summary>
public sealed class SeedAnalysisTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Auto_AddsWhatSitemapsList_AndFetchesNothingTwice()
    {
        await using var site = await DocSite.StarAsync(5);
        site.Page("/docs/lonely", "/docs/p1", "/docs/from-lonely");
        site.Page("/docs/from-lonely");
        site.Put("/robots.txt", Lists.Text($"User-agent: *\nDisallow: /docs/p4\n\nSitemap: {site["/maps/index.xml"]}\nSitemap: /maps/gone.xml"));
        site.Put("/maps/index.xml", Lists.Index(site["/maps/one.xml"], "two.txt", site["/maps/index.xml"]));
        site.Put("/maps/one.xml", Lists.Sitemap(site["/docs/lonely"], site["/docs/"], "/docs/p2", "https://elsewhere.example/docs/x", site["/blog/y"], "mailto:a@b.example"));
        site.Put("/maps/two.txt", Lists.Text($"{site["/docs/p1"]}\n{site["/docs/p4"]}\n"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 6L, 7L), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        Assert.Contains(site["/docs/from-lonely"], await archon.StoredAsync("c1"));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
        var rows = await archon.PagesAsync("c1");
        var forbidden = rows.Single(row => row.Url == site["/docs/p4"]);
        Assert.Equal((PageReason.DisallowedByRobots, null), (forbidden.Reason, forbidden.HttpStatus));
        Assert.Equal(PageReason.OutOfScope, rows.Single(row => row.Url == "https://elsewhere.example/docs/x").Reason);
        Assert.Equal(PageReason.OutOfScope, rows.Single(row => row.Url == site["/blog/y"]).Reason);
        var logs = (await archon.JournalAsync("c1")).Select(progress => progress.Log).ToList();
        Assert.Contains($"Sitemap {site["/maps/index.xml"]} names 3 sitemaps", logs);
        Assert.Contains($"Sitemap {site["/maps/one.xml"]} lists 5 pages, 3 in scope", logs);
        Assert.Contains($"Sitemap {site["/maps/two.txt"]} lists 2 pages, 2 in scope", logs);
        Assert.Contains($"Sitemap {site["/maps/gone.xml"]} answered 404", logs);
        var discovery = (await archon.Crawl("c1").GetStatusAsync(Cancel))!.Discovery!;
        Assert.Equal(("recursive", 3, 7L, 5L), (discovery.Mode, discovery.Files, discovery.Pages, discovery.InScope));
        Assert.Equal(("sitemap", site["/maps/one.xml"]), (discovery.Lists[1].Kind, discovery.Lists[1].Url));
        Assert.Equal([$"Sitemap {site["/maps/gone.xml"]} answered 404."], discovery.Problems);
    }

    [Fact]
    public async Task Auto_OfASiteWithoutLists_AsksFourTimes()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 3L), (record.Status, record.Counters.PagesDone));
        Assert.Equal(
            ["/docs/", "/docs/llms.txt", "/docs/p1", "/docs/p2", "/docs/sitemap.xml", "/llms.txt", "/robots.txt", "/sitemap.xml"],
            site.Requests.Keys.Order(StringComparer.Ordinal));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == "The site has no sitemap and no llms.txt: pages are found by links");
        Assert.Equal(("recursive", 0), (record.Discovery!.Mode.ToString().ToLowerInvariant(), record.Discovery.Files));
    }

    [Fact]
    public async Task Auto_ReadsTheSitemapThatTheSeedNames_InTheScopeItRedirectsTo()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/start", new SiteAnswer { Status = 302, Headers = new Dictionary<string, string> { ["Location"] = "/guide/" } });
        site.Put("/guide/", new SiteAnswer { Body = DocSite.Html("/guide/").Replace("<title>", "<link rel=\"sitemap\" href=\"pages.xml\"><title>", StringComparison.Ordinal) });
        site.Put("/guide/pages.xml", Lists.Sitemap("a", "/elsewhere/b"));
        site.Page("/guide/a");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/start"]);

        Assert.Equal((CrawlStatus.Complete, 2L), (record.Status, record.Counters.PagesDone));
        Assert.Equal([site["/guide/"], site["/guide/a"]], (await archon.StoredAsync("c1")).Order());
        Assert.False(site.Requests.ContainsKey("/sitemap.xml"));
    }

    [Fact]
    public async Task Auto_OfASeedThatIsASitemap_CrawlsWhatItListsAndTheirLinks()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/all.xml", Lists.Sitemap("/docs/a"));
        site.Page("/docs/a", "/docs/b");
        site.Page("/docs/b");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/all.xml"]);

        Assert.Equal((CrawlStatus.Complete, 2L, CrawlMode.Sitemap), (record.Status, record.Counters.PagesDone, record.Discovery!.Mode));
        Assert.Equal(PageReason.ListOfPages, Assert.Single(await archon.PagesAsync("c1", PageState.Skipped)).Reason);
        Assert.Equal(["/docs/a", "/docs/all.xml", "/docs/b", "/robots.txt"], site.Requests.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Auto_OfListsThatNameThemselvesAndOthersWithoutEnd_AsksEachOnceAndStops()
    {
        await using var site = await DocSite.StarAsync(2);
        site.Put("/sitemap.xml", Lists.Index("/sitemap.xml", "/deep0.xml"));
        for (var depth = 0; depth < 20; depth++)
        {
            site.Put($"/deep{depth}.xml", Lists.Index("/sitemap.xml", $"/deep{depth}.xml", $"/deep{depth + 1}.xml"));
        }

        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 2L), (record.Status, record.Counters.PagesDone));
        Assert.All(site.Requests.Where(asked => asked.Key.EndsWith(".xml", StringComparison.Ordinal)), asked => Assert.Equal(1, asked.Value));
        Assert.InRange(site.Requests.Keys.Count(path => path.StartsWith("/deep", StringComparison.Ordinal)), 1, 5);
    }

    [Fact]
    public async Task Auto_OfAnLlmsTxt_TakesPagesAndLeavesTheirMarkdownTwins()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/docs/llms.txt", Lists.Text("# Docs\n\n> All of it\n\n## Guide\n- [One](/docs/p1.md): twin\n- [Two](/docs/hidden): page\n- [Away](https://elsewhere.example/)\n"));
        site.Page("/docs/hidden");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 4L), (record.Status, record.Counters.PagesDone));
        var twin = Assert.Single(await archon.PagesAsync("c1", PageState.Refused), row => row.Reason == PageReason.MarkdownTwin);
        Assert.Equal(site["/docs/p1.md"], twin.Url);
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == $"llms.txt {site["/docs/llms.txt"]} lists 3 pages, 2 in scope; 1 is the Markdown of a page, which is read from it");
    }

    [Fact]
    public async Task Auto_OfASeedWithoutLinks_TakesTheMarkdownThatLlmsTxtLists()
    {
        await using var site = await DocSite.StarAsync(1);
        site.Put("/llms.txt", Lists.Text("# Docs\n- [One](/docs/p1.md)\n"));
        site.Put("/docs/p1.md", new SiteAnswer { Body = "# One\n\nIt says this and that.\n", ContentType = "text/markdown" });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal([site["/docs/"], site["/docs/p1.md"]], (await archon.StoredAsync("c1")).Order());
        Assert.Equal(0, record.Counters.PagesFailed);
    }

    [Fact]
    public async Task ALargeSitemap_FillsTheFrontierToItsCap_AndTheRestIsBeyondTheLimit()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", Lists.Text($"Sitemap: {site["/a/sitemap.xml"]}\nSitemap: {site["/b/sitemap.xml"]}"));
        site.Put("/a/sitemap.xml", Lists.Sitemap([.. Enumerable.Range(0, 2_500).Select(i => $"/docs/x{i}")]));
        await using var archon = await ArchonCluster.StartAsync();
        var seeds = 0;
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), () =>
        {
            if (Interlocked.Increment(ref seeds) == 1)
            {
                site.Hold();
            }

            return Task.CompletedTask;
        });
        archon.Store.After(nameof(IArchonStore.KeepDiscoveryAsync), () =>
        {
            site.Release();
            return Task.CompletedTask;
        });

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { MaxPages = 2 });

        Assert.Equal((CrawlStatus.Complete, 2L, 1004L), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        var beyond = Assert.Single(await archon.Store.Inner.CountReasonsAsync("c1", Cancel), count => count.Reason == PageReason.BeyondPageLimit);
        Assert.Equal(2_500 + 3 - 1_004, beyond.Count);
        Assert.False(site.Requests.ContainsKey("/b/sitemap.xml"));
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log == "The frontier is full: 1 list of the site not read");
        Assert.Equal((1, 2_500L), (record.Discovery!.Files, record.Discovery.Pages));
    }

    [Fact]
    public async Task StoppedInTheMiddle_TheAnalysisIsDoneAgain_AndNoPageTwice()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", Lists.Text($"Sitemap: {site["/maps/one.xml"]}\nSitemap: {site["/maps/two.xml"]}"));
        site.Put("/maps/one.xml", Lists.Sitemap("/docs/x1", "/docs/x2"));
        site.Put("/maps/two.xml", Lists.Sitemap("/docs/x2", "/docs/x3"));
        foreach (var page in (string[])["/docs/x1", "/docs/x2", "/docs/x3"])
        {
            site.Page(page);
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<CrawlOptions>(options => options.ResumeOnActivation = false),
        });
        var admitted = new TaskCompletionSource();
        archon.Store.After(nameof(IArchonStore.AdmitPagesAsync), () =>
        {
            site.Hold();
            admitted.TrySetResult();
            return Task.CompletedTask;
        });
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await Patience.WaitAsync(admitted.Task);
        await site.When(() => site.Requests.ContainsKey("/maps/two.xml"));

        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        archon.Store.After(nameof(IArchonStore.AdmitPagesAsync), () => Task.CompletedTask);
        Assert.Null((await archon.RecordAsync("c1")).Discovery);
        site.Release();
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 6L, 6L), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        Assert.Equal(6, (await archon.StoredAsync("c1")).Distinct().Count());
        Assert.Equal((true, 2, 4L), (record.Discovery!.IsComplete, record.Discovery.Files, record.Discovery.Pages));
    }

    [Theory]
    [InlineData("recursive", 3)]
    [InlineData("single", 1)]
    public async Task OtherModes_AskForNoList(string mode, int pages)
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/sitemap.xml", Lists.Sitemap("/docs/x"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = mode });

        Assert.Equal((CrawlStatus.Complete, (long)pages), (record.Status, record.Counters.PagesDone));
        Assert.Equal(pages + 1, site.Requests.Count);
        Assert.Null(record.Discovery);
    }
}
