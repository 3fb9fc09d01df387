using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Discovery;

/// <summary>A crawl that keeps to a list.</summary>
public sealed class ListModeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sitemap_CrawlsWhatIsListedAndNothingElse()
    {
        await using var site = await DocSite.StarAsync(4);
        site.Put("/sitemap.xml", Lists.Sitemap("/docs/p1", "/docs/deep/er", "/blog/z"));
        site.Page("/docs/deep/er", "/docs/p3");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = "sitemap", MaxDepth = 0 });

        Assert.Equal((CrawlStatus.Complete, 2L, CrawlMode.Sitemap), (record.Status, record.Counters.PagesDone, record.Discovery!.Mode));
        Assert.Equal([site["/docs/deep/er"], site["/docs/p1"]], (await archon.StoredAsync("c1")).Order());
        Assert.Equal(["/docs/deep/er", "/docs/p1", "/robots.txt", "/sitemap.xml"], site.Requests.Keys.Order(StringComparer.Ordinal));
        var rows = await archon.PagesAsync("c1");
        Assert.Equal(PageReason.SeedNotListed, rows.Single(row => row.Url == site["/docs/"]).Reason);
        Assert.Equal(PageReason.NotListed, rows.Single(row => row.Url == site["/docs/p3"]).Reason);
    }

    [Fact]
    public async Task Sitemap_ThatListsTheSeed_FetchesItToo()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/sitemap.xml", Lists.Sitemap("/docs/p1", "/docs/"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = "sitemap" });

        Assert.Equal((CrawlStatus.Complete, 2L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesSkipped));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task Llms_CrawlsWhatIsListed_MarkdownIncluded()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/docs/llms.txt", Lists.Text("# Docs\n- [One](p1.md)\n- [Two](/docs/p2)\n"));
        site.Put("/docs/p1.md", new SiteAnswer { Body = "# One\n\n[Other](p9.md) things.\n", ContentType = "text/markdown" });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = "llms" });

        Assert.Equal([site["/docs/p1.md"], site["/docs/p2"]], (await archon.StoredAsync("c1")).Order());
        Assert.Equal((CrawlStatus.Complete, CrawlMode.Llms), (record.Status, record.Discovery!.Mode));
        Assert.False(site.Requests.ContainsKey("/docs/p9.md"));
    }

    [Theory]
    [InlineData("sitemap", PageReason.NoSitemap, "/sitemap.xml answered 404")]
    [InlineData("llms", PageReason.NoLlms, "/llms.txt answered 404")]
    public async Task OfASiteWithoutTheList_TheCrawlFailsWithASentence_AndARetryLooksAgain(string mode, PageReason reason, string words)
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = mode });

        Assert.Equal((CrawlStatus.Error, 0L, 1L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Contains(words, record.Error, StringComparison.Ordinal);
        Assert.EndsWith("Mode auto follows links as well.", record.Error, StringComparison.Ordinal);
        Assert.Equal(reason, Assert.Single(await archon.PagesAsync("c1", PageState.Failed)).Reason);
        Assert.False(site.Requests.ContainsKey("/docs/"));

        site.Put("/sitemap.xml", Lists.Sitemap("/docs/p1"));
        site.Put("/llms.txt", Lists.Text("# Docs\n- [One](/docs/p1)\n"));
        archon.Store.ForgetEnd("c1");
        await archon.Crawl("c1").RetryFailedAsync(Cancel);

        var again = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 1L), (again.Status, again.Counters.PagesDone));
    }

    [Fact]
    public async Task Robots_ThatDisallowTheList_AreObeyed()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", Lists.Text("User-agent: *\nDisallow: /sitemap.xml\nDisallow: /docs/sitemap.xml"));
        site.Put("/sitemap.xml", Lists.Sitemap("/docs/p1"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = "sitemap" });

        Assert.Equal(CrawlStatus.Error, record.Status);
        Assert.Contains("disallowed by robots.txt", record.Error, StringComparison.Ordinal);
        Assert.False(site.Requests.ContainsKey("/sitemap.xml"));
    }
}
