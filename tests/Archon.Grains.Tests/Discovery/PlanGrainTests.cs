using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Planning;
using Archon.Grains.Pages;
using Archon.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Discovery;

/// <summary>A plan says what the crawl does, and leaves nothing behind.</summary>
public sealed class PlanGrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Plan_NamesWhatWouldBeFetchedAndWhatRefusesTheRest_AndStoresNothing()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/img.png", "/blog/", "/docs/secret/x");
        site.Put("/robots.txt", Lists.Text($"User-agent: *\nCrawl-delay: 2\nDisallow: /private\nSitemap: {site["/map.xml"]}"));
        site.Put("/map.xml", Lists.Sitemap("/docs/", "/docs/b", "/docs/secret/x", "/away"));
        await using var archon = await ArchonCluster.StartAsync();

        var plan = await PlanAsync(archon, site["/docs/"], request => request with { Exclude = ["/docs/secret/**"] });

        Assert.Equal((null, site["/docs/"], site["/docs/"], "subtree", "recursive", "allowed"), (plan.Message, plan.Url, plan.ScopeUrl, plan.Scope, plan.Mode, plan.Robots));
        Assert.Equal((2.0, "Page /docs/", null), (plan.CrawlDelaySeconds, plan.SeedTitle, plan.SeedReason));
        Assert.Equal(
            [
                (site["/docs/a"], site["/docs/"], null), (site["/docs/img.png"], site["/docs/"], "binary-extension"), (site["/blog/"], site["/docs/"], "out-of-scope"),
                (site["/docs/secret/x"], site["/docs/"], "excluded"), (site["/docs/b"], site["/map.xml"], null), (site["/away"], site["/map.xml"], "out-of-scope"),
            ],
            plan.Links.Select(link => (link.Url, link.FoundIn, link.Reason)));
        Assert.Equal((2, 4), (plan.Admitted, plan.Refused));
        Assert.Equal((1, 4L, 2L), (plan.Discovery!.Files, plan.Discovery.Pages, plan.Discovery.InScope));
        Assert.Contains($"Sitemap {site["/map.xml"]} lists 4 pages, 2 in scope", plan.Notes);
        Assert.Equal(["/docs/", "/docs/llms.txt", "/llms.txt", "/map.xml", "/robots.txt"], site.Requests.Keys.Order(StringComparer.Ordinal));
        Assert.Empty((await archon.Store.Inner.ListCrawlsAsync(null, 10, null, Cancel)).Items);
        Assert.Empty((await archon.Store.Inner.ListSourcesAsync(10, null, Cancel)).Items);
    }

    [Fact]
    public async Task Plan_OfASeedThatRobotsDisallow_SaysSo()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", Lists.Text("User-agent: *\nDisallow: /docs/"));
        await using var archon = await ArchonCluster.StartAsync();

        var plan = await PlanAsync(archon, site["/docs/"]);
        var ignoring = await PlanAsync(archon, site["/docs/"], request => request with { RespectRobots = false });

        Assert.Equal(("disallowed", "disallowed-by-robots", 0), (plan.Robots, plan.SeedReason, plan.Admitted));
        Assert.Equal(("ignored", null, 2), (ignoring.Robots, ignoring.SeedReason, ignoring.Admitted));
    }

    [Fact]
    public async Task Plan_ThatKeepsToASitemap_DoesNotAskForTheSeed()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/sitemap.xml", Lists.Sitemap("/docs/p1"));
        await using var archon = await ArchonCluster.StartAsync();

        var plan = await PlanAsync(archon, site["/docs/"], request => request with { Mode = "sitemap" });
        var none = await PlanAsync(archon, site["/docs/"], request => request with { Mode = "llms" });

        Assert.Equal(("sitemap", "seed-not-listed"), (plan.Mode, plan.SeedReason));
        Assert.Equal([site["/docs/p1"]], plan.Links.Select(link => link.Url));
        Assert.Equal(("llms", "no-llms"), (none.Mode, none.SeedReason));
        Assert.Contains("answered 404", none.SeedDetail, StringComparison.Ordinal);
        Assert.False(site.Requests.ContainsKey("/docs/"));
    }

    [Fact]
    public async Task Plan_OfASiteWhoseRobotsCannotBeHad_SaysSo_AndAsksForNothingElse()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", new SiteAnswer { Status = 503 });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<PageCrawlerOptions>(options => options.PlanPatience = TimeSpan.FromMilliseconds(300)),
        });

        var plan = await PlanAsync(archon, site["/docs/"]);

        Assert.Equal((null, "unavailable", 0), (plan.Message, plan.Robots, plan.Admitted));
        Assert.Contains("could not be had within 0.3 s", Assert.Single(plan.Notes), StringComparison.Ordinal);
        Assert.Equal(["/robots.txt"], site.Requests.Keys);
    }

    [Fact]
    public async Task Plan_OfAWrongRequest_NamesTheMember()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var plan = await PlanAsync(archon, "https://docs.example.org/", request => request with { Scope = "galaxy" });

        Assert.Equal("scope", plan.Field);
        Assert.Contains("subtree", plan.Message, StringComparison.Ordinal);
    }

    private static Task<CrawlPlan> PlanAsync(ArchonCluster archon, string url, Func<CrawlRequest, CrawlRequest>? with = null)
    {
        var request = new CrawlRequest { Url = url };
        return archon.Grains.GetGrain<IPlanGrain>(0).PlanAsync(new StartCrawl { Request = with?.Invoke(request) ?? request }, Cancel);
    }
}
