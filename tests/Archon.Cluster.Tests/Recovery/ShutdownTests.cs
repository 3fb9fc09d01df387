using System.Diagnostics;
using Archon.Cluster.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>SIGTERM to every silo in turn while a crawl runs, as a rolling update sends it.</summary>
public sealed class ShutdownTests
{
    // Kubernetes' grace period; a silo that needs longer would be killed there.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silos_StoppedOneByOne_HandOverAndFailNoPage()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        await using var cluster = await RunningCluster.StartAsync(silos: 2);
        var started = await cluster.Client.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri, MaxPages = 5000 }, Cancel);
        await site.AfterServing(200).WaitAsync(Patience, Cancel);

        await StopAsync(cluster.Silos[0]);
        await using var third = await ClusterNode.StartAsync(cluster.Database, "silo");
        await site.AfterServing(200).WaitAsync(Patience, Cancel);
        await StopAsync(cluster.Silos[1]);

        await foreach (var _ in cluster.Client.WatchAsync(started.CrawlId!, cancellationToken: Cancel).WithCancellation(Cancel))
        {
            // Until its end.
        }

        var crawl = (await cluster.Client.GetCrawlAsync(started.CrawlId!, Cancel))!;
        Assert.Equal((CrawlStatus.Complete, PostgresManual.PageCount, 0), (crawl.Status, crawl.PagesDone, crawl.PagesFailed));
        Assert.Equal(PostgresManual.PageCount, await cluster.Database.CountAsync("SELECT count(*) FROM document"));
        Assert.Equal(0, await cluster.Database.CountAsync("SELECT count(*) FROM page WHERE state IN (0, 1, 3)"));
    }

    private static async Task StopAsync(ClusterNode silo)
    {
        using var process = Process.GetProcessById(silo.Id);
        using var term = Process.Start("kill", ["-TERM", $"{silo.Id}"]);
        await process.WaitForExitAsync(Cancel).WaitAsync(Grace, Cancel);
    }
}
