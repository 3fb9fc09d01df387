using Archon.Chaos.Processes;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>Silos freeze, are told to stop, or die all at once.</summary>
public sealed class SiloTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASiloThatWasOnlyThoughtDead_WritesNothingMoreAndEnds()
    {
        // The only silo there is has the crawl; the second comes later and takes it over.
        await using var cluster = await ClusterTest.StartAsync(silos: 1, gateways: 2);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(600));
        using var _ = crawl;
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);
        var release = cluster.Sites.Hold();
        await using var second = await ClusterNode.StartAsync(cluster.Database, "silo");
        release();
        await cluster.Sites.AfterServing(crawl.Site, 32).WaitAsync(ClusterTest.Patience, Cancel);
        var first = cluster.Silos[0].Node;

        await first.FreezeAsync();

        // More than were under way, so they are the second one's.
        await cluster.Sites.AfterServing(crawl.Site, 64).WaitAsync(ClusterTest.Patience, Cancel);
        Assert.True(await cluster.Database.CountAsync("SELECT epoch FROM crawl") > 1);
        var woken = TimeProvider.System.GetTimestamp();
        await first.ThawAsync();

        // It looks by itself, at its first beat; the rest is the machine's.
        await first.WhenExited(Cancel).WaitAsync(ClusterTest.Patience, Cancel);
        Assert.True(TimeProvider.System.GetElapsedTime(woken) < TimeSpan.FromSeconds(8), $"It lived on for {TimeProvider.System.GetElapsedTime(woken)}");
        await cluster.AssertExactAsync(crawl, watching);
    }

    [Fact]
    public async Task EverySiloRestartedUnderLoad_TheCrawlCompletesUntouched()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 3, gateways: 2);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(600));
        using var _ = crawl;
        for (var silo = 0; silo < 3; silo++)
        {
            await cluster.Sites.AfterServing(crawl.Site, 80).WaitAsync(ClusterTest.Patience, Cancel);

            // Pages are under way when the silo is told to stop, and while it is away, however slow this machine is.
            var release = cluster.Sites.Hold();
            var node = cluster.Silos[silo].Node;
            await cluster.Silos[silo].StopAsync(TimeSpan.Zero).WaitAsync(ClusterTest.Patience, Cancel);
            Assert.NotEqual(node.Id, cluster.Silos[silo].Node.Id);
            release();
        }

        await cluster.AssertExactAsync(crawl, watching);
        Assert.Equal([0, 0, 0], cluster.Silos.Select(silo => silo.LastExit));
    }

    [Fact]
    public async Task TwoOfThreeSilosKilledTogether_NoPageFails()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 3, gateways: 1);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(600));
        using var _ = crawl;
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);

        // They do not come back: the one that is left does without them.
        var dead = Task.WhenAll(cluster.Silos[0].KillAsync(ClusterTest.Patience * 2), cluster.Silos[1].KillAsync(ClusterTest.Patience * 2));

        await cluster.AssertExactAsync(crawl, watching);
        Assert.False(dead.IsCompleted);
    }

    [Fact]
    public async Task AllSilosKilled_TheCrawlGoesOnWhenTheyAreBack()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 2, gateways: 1);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(400));
        using var _ = crawl;
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);

        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync(TimeSpan.Zero)));

        await cluster.AssertExactAsync(crawl, watching);
    }
}
