namespace Archon.Cluster.Tests.Recovery;

/// <summary>Nobody sweeps and nobody asks: the reminder alone is left. Most of its minute is waiting, so it runs beside the others.</summary>
public sealed class LastResortTests
{
    private static readonly Dictionary<string, string> NobodySweeps = new()
    {
        ["ARCHON__RESUMING__SWEEP"] = "false",
        ["ARCHON__CRAWLING__RESUMEONACTIVATION"] = "false",
        ["ARCHON__CRAWLING__REMINDER"] = "00:01:00",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheReminderAlone_RevivesACrawl()
    {
        await using var cluster = await ClusterTest.StartAsync(silos: 1, gateways: 1, NobodySweeps);
        var (crawl, watching) = await cluster.CrawlAsync(ClusterTest.NewSite(300));
        using var _ = crawl;
        await cluster.Sites.AfterServing(crawl.Site, 100).WaitAsync(ClusterTest.Patience, Cancel);

        await cluster.Silos[0].KillAsync(TimeSpan.Zero);

        await cluster.AssertExactAsync(crawl, watching);
        Assert.True(await cluster.Database.CountAsync("SELECT epoch FROM crawl") > 1);
    }
}
