using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>The store may be away for a while at any call; the crawl waits for it and loses nothing.</summary>
public sealed class StoreFaultTests
{
    [Theory]
    // Once at least: what is still unwritten at the end goes with it.
    [InlineData(nameof(IArchonStore.AppendJournalAsync), 1)]
    [InlineData(nameof(IArchonStore.ClaimPagesAsync), 3)]
    [InlineData(nameof(IArchonStore.CommitPageAsync), 5)]
    [InlineData(nameof(IArchonStore.SetCrawlStatusAsync), 2)]
    [InlineData(nameof(IArchonStore.EndCrawlAsync), 2)]
    [InlineData(nameof(IArchonStore.OpenEpochAsync), 2)]
    [InlineData(nameof(IArchonStore.ReadBacklogAsync), 1)]
    [InlineData(nameof(IArchonStore.StoreVectorsAsync), 1)]
    public async Task Crawl_OutlivesFailuresOfTheStore(string operation, int failures)
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.Fail(operation, failures);

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 1 });

        Assert.Equal(0, archon.Store.FailuresLeft(operation));
        Assert.Equal((CrawlStatus.Complete, 8, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(8, (await archon.StoredAsync("c1")).Length);
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task Crawl_WhoseEndIsWrittenButNotAnswered_HasOneEndAndTellsIt()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        var lost = 0;
        archon.Store.After(nameof(IArchonStore.EndCrawlAsync), () =>
            Interlocked.Exchange(ref lost, 1) == 0 ? throw new StorageUnavailableException("The answer got lost.") : Task.CompletedTask);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Complete, record.Status);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task EmptyClaim_ThatIsOlderThanAnOutcome_DoesNotEndTheCrawl()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a");
        site.Page("/docs/a", "/docs/b");
        site.Page("/docs/b", "/docs/c");
        site.Page("/docs/c");
        await using var archon = await ArchonCluster.StartAsync();

        // Every empty claim is answered late: after the outcome of the page that was in flight.
        var committed = new SemaphoreSlim(0);
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), () =>
        {
            committed.Release();
            return Task.CompletedTask;
        });
        archon.Store.After(nameof(IArchonStore.ClaimPagesAsync), async () =>
        {
            if (archon.Store.Calls(nameof(IArchonStore.ClaimPagesAsync)) == 2)
            {
                await committed.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
                await site.When(() => site.InFlight == 0);
                await archon.Store.Inner.FindCrawlAsync("c1", TestContext.Current.CancellationToken);
                var counted = (await archon.Crawl("c1").GetStatusAsync(TestContext.Current.CancellationToken))!.PagesDone;
                while (counted == 0)
                {
                    counted = (await archon.Crawl("c1").GetStatusAsync(TestContext.Current.CancellationToken))!.PagesDone;
                }
            }
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 4, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesSkipped));
    }
}
