namespace Archon.Cluster.Tests.Recovery;

/// <summary>Whoever watches sees every number once, whichever process dies.</summary>
public sealed class ReaderTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReaderWhoGoesToAnotherGatewayWithItsLastId_SeesEachNumberOnceAndInOrder()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 2, gateways: 2);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(600));
        using var _ = crawl;
        for (var hop = 0; hop < 4; hop++)
        {
            await cluster.Sites.AfterServing(crawl.Site, 60).WaitAsync(ClusterTest.Patience, Cancel);
            await crawl.WhenConnected(hop + 1).WaitAsync(ClusterTest.Patience, Cancel);
            crawl.Hop();
        }

        await crawl.WhenConnected(5).WaitAsync(ClusterTest.Patience, Cancel);

        await Task.WhenAll(cluster.Gateways[1].KillAsync(TimeSpan.Zero), cluster.Silos[0].KillAsync(TimeSpan.Zero)).WaitAsync(ClusterTest.Patience, Cancel);

        await cluster.AssertExactAsync(crawl, watching);
        Assert.True(crawl.Connections > 4, $"{crawl.Connections} connections");
    }
}
