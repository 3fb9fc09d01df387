using Archon.Chaos.Users;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>Whoever tells a node to stop kills it when it does not, whatever it waits for.</summary>
public sealed class StopWithoutDatabaseTests
{
    // The grace period of deploy/: 60 s.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASiloThatIsToldToStopWhileTheDatabaseIsAway_EndsWithinItsGrace()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 1, gateways: 1);
        using var crawl = await WatchedCrawl.StartAsync(ClusterTest.NewSite(600), cluster.Sites.Address, [cluster.Gateways[0].Address], 0, Cancel);
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);

        await cluster.Postgres.CrashAsync();
        try
        {
            await cluster.Silos[0].Node.StopAsync(Cancel).WaitAsync(Grace, Cancel);
        }
        finally
        {
            await cluster.Postgres.ReviveAsync();
        }
    }
}
