using Archon.Chaos.Processes;
using Archon.Client;
using Archon.EndToEnd.Tests.Sites;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Cluster.Tests.Recovery;

/// <summary>A crawl of a real manual while the processes it runs in die.</summary>
[Collection(CrawlProcesses.Name)]
public sealed class KillTests
{
    // Far more than a crawl takes; who waits longer waits for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Crawl_OnThreeSilosAndAGateway_StoresEveryPageOnce()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        await using var cluster = await RunningCluster.StartAsync(silos: 3);

        var crawlId = await StartAsync(cluster.Client, site);
        var events = await WatchAsync(cluster.Client, crawlId).WaitAsync(Patience, Cancel);

        await AssertCompleteAsync(cluster, crawlId, events);
        Assert.All(site.Requests.Where(request => request.Key.EndsWith(".html", StringComparison.Ordinal)), request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task Silos_KilledInTheMiddle_LoseAndRepeatNothing()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        await using var cluster = await RunningCluster.StartAsync(silos: 3);
        var crawlId = await StartAsync(cluster.Client, site);
        var watching = WatchAsync(cluster.Client, crawlId);
        await site.AfterServing(300).WaitAsync(Patience, Cancel);

        // Where the crawl itself lives is not known here: two of three die, one after the other.
        await cluster.Silos[0].KillAsync();
        await site.AfterServing(300).WaitAsync(Patience, Cancel);
        await cluster.Silos[1].KillAsync();

        await AssertCompleteAsync(cluster, crawlId, await watching.WaitAsync(Patience, Cancel));
    }

    private static async Task<string> StartAsync(IArchonClient client, ServedSite site)
    {
        var started = await client.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri, MaxPages = 5000 }, Cancel);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        return started.CrawlId!;
    }

    private static async Task<List<CrawlProgress>> WatchAsync(IArchonClient client, string crawlId)
    {
        var events = new List<CrawlProgress>();
        await foreach (var progress in client.WatchAsync(crawlId, cancellationToken: Cancel))
        {
            events.Add(progress);
        }

        return events;
    }

    private static async Task AssertCompleteAsync(RunningCluster cluster, string crawlId, List<CrawlProgress> events)
    {
        var crawl = (await cluster.Client.GetCrawlAsync(crawlId, Cancel))!;
        Assert.Equal(
            (CrawlStatus.Complete, PostgresManual.PageCount, PostgresManual.PageCount, 0),
            (crawl.Status, crawl.PagesDiscovered, crawl.PagesDone, crawl.PagesFailed));
        Assert.Equal(crawl.ChunksStored, crawl.ChunksEmbedded);
        Assert.Equal(PostgresManual.PageCount, await cluster.Database.CountAsync("SELECT count(*) FROM page WHERE state = 2"));
        Assert.Equal(PostgresManual.PageCount, await cluster.Database.CountAsync("SELECT count(*) FROM document"));
        Assert.Equal(crawl.ChunksStored, await cluster.Database.CountAsync("SELECT count(*) FROM chunk"));
        Assert.Equal(0, await cluster.Database.CountAsync("SELECT count(*) FROM chunk_waiting"));
        Assert.Equal(CrawlStatus.Complete, events[^1].Status);
        Assert.Single(events, progress => progress.Status >= CrawlStatus.Complete);

        // Each event once and in order; a jump is a tick that says how many it folds.
        for (var i = 1; i < events.Count; i++)
        {
            Assert.Equal(events[i - 1].Sequence + 1 + events[i].Coalesced, events[i].Sequence);
        }
    }
}
