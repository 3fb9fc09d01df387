using Archon.Chaos.Invariants;
using Archon.Chaos.Scenarios;
using Archon.Chaos.Sites;
using Archon.Chaos.Users;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>What tests on whole clusters share: crawls that are watched and, at the end, checked against the site.</summary>
internal static class ClusterTest
{
    /// <summary>Far more than anything takes; who waits longer waits for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static int _sites;

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A site nobody has crawled: some 16 pages every 150 ms.</summary>
    public static SitePlan NewSite(int pages) => new($"t{Interlocked.Increment(ref _sites)}", pages, TimeSpan.FromMilliseconds(150));

    public static Task<ChaosCluster> StartAsync(int silos, int gateways, IReadOnlyDictionary<string, string>? environment = null) => ChaosCluster.StartAsync(
        Path.Combine(Chaos.Processes.Repository.Root, "artifacts", "test-logs", "cluster", TestContext.Current.TestMethod!.MethodName),
        line => TestContext.Current.SendDiagnosticMessage(line),
        silos,
        gateways,
        environment);

    public static async Task<(WatchedCrawl Crawl, Task Watching)> CrawlAsync(this ChaosCluster cluster, SitePlan site)
    {
        var crawl = await WatchedCrawl.StartAsync(site, cluster.Sites.Address, [.. cluster.Gateways.Select(gateway => gateway.Address)], 0, Cancel).WaitAsync(Patience, Cancel);
        return (crawl, crawl.WatchAsync(Cancel));
    }

    /// <summary>The crawl is complete; store, site and readers agree on everything.</summary>
    public static async Task AssertExactAsync(this ChaosCluster cluster, WatchedCrawl crawl, Task watching)
    {
        await watching.WaitAsync(Patience, Cancel);
        Assert.Empty(await CrawlChecks.RunAsync(cluster.Database, crawl, cluster.Sites.Address, Cancel));
        Assert.Empty(await LeakChecks.RunAsync(cluster.Database, () => [], Cancel));
        Assert.Equal(CrawlStatus.Complete, crawl.Staying.Terminal?.Status);
    }
}
