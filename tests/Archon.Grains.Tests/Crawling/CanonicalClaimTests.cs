using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Pages that say by rel=canonical that another address is their own.</summary>
public sealed class CanonicalClaimTests
{
    private const string Text = "To build an index the server reads every row of the table once, sorts what it has read by the columns of the index, and writes the tree from its leaves to its root.";

    [Theory]
    [InlineData("/docs/page /docs/print/page")]
    [InlineData("/docs/print/page /docs/page")]
    [InlineData("/docs/print/page")]
    public async Task APageThatClaimsAnotherWithItsText_IsStoredThereAlone(string links)
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", links.Split(' '));
        site.Put("/docs/page", Page("The page", Text, "/docs/page"));
        site.Put("/docs/print/page", Page("To print: the page", Text, "/docs/page"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 2, 1), (record.Status, record.Counters.PagesDone, record.Counters.PagesSkipped));
        Assert.Equal(record.Counters.ChunksStored, record.Counters.ChunksEmbedded);
        var skipped = Assert.Single(await archon.PagesAsync("c1"), row => row.State == PageState.Skipped);
        Assert.Equal((site["/docs/print/page"], PageReason.Duplicate), (skipped.Url, skipped.Reason));
        Assert.Contains(site["/docs/page"], await archon.StoredAsync("c1"));
    }

    [Fact]
    public async Task ATemplateThatNamesTheFirstPageEverywhere_TakesNothingAway()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("Home", "Welcome to the manual of the server, in which everything is explained that somebody may want to know.", "/docs/", "/docs/a", "/docs/b"));
        site.Put("/docs/a", Page("A", Text, "/docs/"));
        site.Put("/docs/b", Page("B", "A sequence hands out numbers, each once, also to sessions that ask at the same time; what a session gives back is lost.", "/docs/"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 3, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesSkipped));
    }

    [Fact]
    public async Task AClaimOutOfScope_IsNoLinkAndNoRefusal()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("Home", Text, "/elsewhere"));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((1, 1, 0), (record.Counters.PagesDiscovered, record.Counters.PagesDone, record.Counters.LinksRefused));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task AClaimThatLeadsToNothing_FailsNothing(int status)
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/dead");
        site.Put("/docs/a", Page("A", Text, "/docs/moved-away"));
        site.Put("/docs/moved-away", new SiteAnswer { Status = status });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        // A link that leads to nothing is a failure as ever.
        Assert.Equal((CrawlStatus.Complete, 2, 1, 1), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
        Assert.Equal([site["/docs/"], site["/docs/a"]], await archon.StoredAsync("c1"));
        var skipped = Assert.Single(await archon.PagesAsync("c1"), row => row.State == PageState.Skipped);
        Assert.Equal((site["/docs/moved-away"], PageReason.Duplicate, status), (skipped.Url, skipped.Reason, skipped.HttpStatus));
        Assert.Equal($"Nothing is here, and {site["/docs/a"]} says that this is its address; it is stored under the one it was found at.", skipped.Detail);
    }

    [Fact]
    public async Task AClaimThatIsInTrouble_Fails()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a");
        site.Put("/docs/a", Page("A", Text, "/docs/moved-away"));
        site.Put("/docs/moved-away", new SiteAnswer { Status = 403 });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((2, 1, 0), (record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
    }

    private static SiteAnswer Page(string title, string text, string canonical, params string[] links) => new()
    {
        Body = $"<html><head><title>{title}</title><link rel=canonical href=\"{canonical}\"></head><body><main><h1>{title}</h1><p>{text}</p>"
            + string.Concat(links.Select(link => $"<p><a href=\"{link}\">{link}</a></p>")) + "</main></body></html>",
    };
}
