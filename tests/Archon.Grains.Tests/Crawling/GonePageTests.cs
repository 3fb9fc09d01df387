using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using static Archon.Grains.Tests.Crawling.RefreshedSite;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Pages that a refresh does not find any more: when they are removed, and when they are kept.</summary>
public sealed class GonePageTests
{
    [Fact]
    public async Task APageThatIsGoneTwice_IsRemoved()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Remove("/docs/b");

        var once = await archon.RefreshAsync("r1", "c1");
        Assert.Equal((0, 0, 3, 0), Changes(once));
        Assert.Equal((0, 1), (once.Counters.PagesFailed, once.Counters.PagesSkipped));
        Assert.Contains(site["/docs/b"], await archon.StoredAsync("r1"));

        var twice = await archon.RefreshAsync("r2", "c1");
        Assert.Equal((0, 0, 3, 1), Changes(twice));
        Assert.Equal([site["/docs/"], site["/docs/a"], site["/docs/deep"]], await archon.StoredAsync("r2"));
        Assert.DoesNotContain(await archon.JournalAsync("r2"), progress => progress.Log?.StartsWith("Failed", StringComparison.Ordinal) == true);

        // Nothing is stored of it any more, so it is a dead link like any other.
        Assert.Equal(1, (await archon.RefreshAsync("r3", "c1")).Counters.PagesFailed);
    }

    [Fact]
    public async Task APageThatNoLinkLeadsTo_IsAskedForItself()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Tagged("/docs/", "2", "/docs/a");
        site.Tagged("/docs/a", "2");
        site.Remove("/docs/b");
        site.Tagged("/docs/deep", "2", "/docs/only-from-there");
        site.Tagged("/docs/only-from-there", "1");
        site.Forget();

        var once = await archon.RefreshAsync("r1", "c1");
        Assert.Equal((0, 3, 0, 0), Changes(once));
        Assert.Equal(["/docs/", "/docs/a", "/docs/b", "/docs/deep"], site.Order.Order());
        Assert.Contains(await archon.JournalAsync("r1"), progress => progress.Log == "Asking for 2 stored pages that no link leads to");

        // What exists stays; what does not goes.
        var twice = await archon.RefreshAsync("r2", "c1");
        Assert.Equal((0, 0, 3, 1), Changes(twice));
        Assert.Equal([site["/docs/"], site["/docs/a"], site["/docs/deep"]], await archon.StoredAsync("r2"));
    }

    [Fact]
    public async Task ASiteThatIsInTrouble_LosesNothing()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        foreach (var path in new[] { "/docs/a", "/docs/b", "/docs/deep" })
        {
            site.Put(path, new SiteAnswer { Status = 503 });
        }

        await archon.RefreshAsync("r1", "c1");
        var record = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((0, 0, 1, 0), Changes(record));
        Assert.Equal(3, record.Counters.PagesFailed);
        Assert.Equal(4, (await archon.StoredAsync("r2")).Length);
    }

    [Fact]
    public async Task WhileARefreshWorks_TheSourceIsNeverEmpty()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        foreach (var path in new[] { "/docs/a", "/docs/b", "/docs/deep" })
        {
            site.Remove(path);
        }

        var fewest = int.MaxValue;
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () => fewest = Math.Min(fewest, (await DocumentsAsync(archon)).Count));
        await archon.RefreshAsync("r1", "c1");
        Assert.Equal(4, fewest);

        await archon.RefreshAsync("r2", "c1");
        Assert.Equal([site["/docs/"]], await archon.StoredAsync("r2"));
    }

    [Fact]
    public async Task APageThatAsksNoLongerToBeIndexed_IsNotKeptByItsTag()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Tagged("/docs/a", "1", "/docs/deep");
        var tagged = site.Answer("/docs/a");
        site.Put("/docs/a", tagged with { Headers = new Dictionary<string, string>(tagged.Headers) { ["X-Robots-Tag"] = "noindex" } });

        await archon.RefreshAsync("r1", "c1");
        var record = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((0, 0, 3, 1), Changes(record));
        Assert.Equal([site["/docs/"], site["/docs/b"], site["/docs/deep"]], await archon.StoredAsync("r2"));
    }
}
