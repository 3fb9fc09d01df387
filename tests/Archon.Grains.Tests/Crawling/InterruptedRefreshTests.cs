using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Archon.Grains.Tests.Crawling.RefreshedSite;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>A refresh that is paused, killed or cancelled on its way.</summary>
public sealed class InterruptedRefreshTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("deactivated")]
    [InlineData("paused")]
    [InlineData("killed")]
    public async Task InterruptedAnywhere_ItCountsEachPageOnce(string how)
    {
        await using var site = await StarAsync(60);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = how == "killed" ? (short)3 : (short)1 });
        await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 2 });
        Change(site);
        await archon.RefreshAsync("r1", "c1");
        site.Forget();

        await archon.StartRefreshAsync("r2", "c1");
        await site.When(() => site.Order.Count >= 5);
        await InterruptAsync(archon, how);

        // Again among pages that no link leads to.
        await site.When(() => site.Order.Any(path => string.CompareOrdinal(path, "/docs/p30") > 0));
        await InterruptAsync(archon, how);

        var record = await archon.EndOfAsync("r2");
        Assert.Equal((CrawlStatus.Complete, 0), (record.Status, record.Counters.PagesFailed));
        Assert.Equal((0, 0, 50, 10), Changes(record));
        Assert.Equal(50, (await archon.StoredAsync("r2")).Length);
        Assert.Single(await archon.JournalAsync("r2"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task Cancelled_KeepsWhatIsStored()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Hold();
        await archon.StartRefreshAsync("r1", "c1");
        await site.When(() => site.InFlight == 1);

        await archon.Crawl("r1").CancelAsync(Cancel);
        site.Release();

        Assert.Equal(CrawlStatus.Cancelled, (await archon.EndOfAsync("r1")).Status);
        Assert.Equal(4, (await archon.StoredAsync("c1")).Length);
        Assert.Equal((0, 0, 4, 0), Changes(await archon.RefreshAsync("r2", "c1")));
    }

    private static async Task InterruptAsync(ArchonCluster archon, string how)
    {
        switch (how)
        {
            case "paused":
                await archon.Crawl("r2").PauseAsync(Cancel);
                await archon.Crawl("r2").ResumeAsync(Cancel);
                return;
            case "deactivated":
                await archon.Cluster.DeactivateAsync(archon.Crawl("r2"));
                break;
            default:
                await archon.Cluster.KillSiloAsync(archon.Cluster.Silos[^1], Cancel);
                break;
        }

        // Asked by a silo that lives: the client may still try the gateway that has just died.
        await archon.Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ICrawlGrain>("r2").EnsureRunningAsync(Cancel);
    }

    private static async Task<DocSite> StarAsync(int pages)
    {
        var site = await DocSite.StartAsync();
        string[] links = [.. Enumerable.Range(1, pages - 1).Select(i => $"/docs/p{i:00}")];
        site.Tagged("/docs/", "1", links);
        foreach (var link in links)
        {
            site.Tagged(link, "1");
        }

        return site;
    }

    /// <summary>Half of the links are taken away, and ten of the pages, five that are linked and five that are not.</summary>
    private static void Change(DocSite site)
    {
        site.Tagged("/docs/", "2", [.. Enumerable.Range(1, 30).Select(i => $"/docs/p{i:00}")]);
        foreach (var page in new[] { 1, 7, 13, 19, 25, 31, 37, 43, 49, 55 })
        {
            site.Remove($"/docs/p{page:00}");
        }
    }
}
