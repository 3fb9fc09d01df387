using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Pages that are the same under several addresses.</summary>
public sealed class SameContentTests
{
    [Fact]
    public async Task APageUnderTwoAddresses_IsStoredOnce_AndItsLinksAreFollowed()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/a/", "/docs/a/index.html");
        var page = new SiteAnswer { Body = DocSite.Html("a", "/docs/deep") };
        site.Put("/docs/a", page);
        site.Put("/docs/a/", page);
        site.Put("/docs/a/index.html", page);
        site.Page("/docs/deep");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 5, 3, 2), (record.Status, record.Counters.PagesDiscovered, record.Counters.PagesDone, record.Counters.PagesSkipped));
        Assert.Equal(3, (await archon.StoredAsync("c1")).Length);
        Assert.Equal(2, (await archon.PagesAsync("c1")).Count(row => row.Reason == PageReason.SameContent));
    }
}
