using Archon.Client;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>The SDK of whoever joins the cluster.</summary>
public sealed class OrleansArchonClientTests(StreamingCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheClient_SpeaksToTheGrains()
    {
        var client = new OrleansArchonClient(cluster.Client);
        var crawlId = CrawlId.New();
        ScriptedCrawlGrain.Scripts[crawlId] = new JournalScript(crawlId);

        var started = await client.StartCrawlAsync(new CrawlRequest { Url = "https://a/" }, PrivateAccess.SeedOrigin, Token);

        Assert.Equal(CrawlId.Length, started.CrawlId!.Length);
        Assert.Equal("SeedOrigin", started.Message);
        Assert.Equal(CrawlStatus.Queued, (await client.GetCrawlAsync(crawlId, Token))!.Status);
        await Assert.ThrowsAsync<ArchonUnavailableException>(() => client.CancelCrawlAsync(crawlId, Token));
    }
}
