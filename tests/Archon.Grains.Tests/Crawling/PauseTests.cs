using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

public sealed class PauseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PauseAsync_AbortsWhatIsInFlight_AndCountsNothingAsFailed()
    {
        await using var site = await DocSite.StarAsync(20);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);

        Assert.Equal(PauseOutcome.Paused, await archon.Crawl("c1").PauseAsync(Cancel));

        var record = await archon.RecordAsync("c1");
        await site.When(() => site.InFlight == 0);
        Assert.Equal((CrawlStatus.Paused, null, 0L), (record.Status, record.EndedAt, record.Counters.PagesFailed));
        Assert.Empty(await archon.PagesAsync("c1", PageState.Claimed));
        Assert.Equal(GrainInterfaces.Crawling.CrawlStatus.Paused, (await archon.Crawl("c1").GetStatusAsync(Cancel))!.Status);
        Assert.Equal(GrainInterfaces.Crawling.CrawlStatus.Paused, (await archon.JournalAsync("c1"))[^1].Status);
    }

    [Fact]
    public async Task PauseAsync_Again_TellsNothingAgain()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);

        var outcomes = await Task.WhenAll(archon.Crawl("c1").PauseAsync(Cancel), archon.Crawl("c1").PauseAsync(Cancel));
        var later = await archon.Crawl("c1").PauseAsync(Cancel);

        Assert.All([.. outcomes, later], outcome => Assert.Equal(PauseOutcome.Paused, outcome));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.Status == GrainInterfaces.Crawling.CrawlStatus.Paused);
    }

    [Fact]
    public async Task EnsureRunningAsync_OfAPausedCrawl_LeavesItPaused()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);
        await archon.Crawl("c1").PauseAsync(Cancel);
        var journal = (await archon.JournalAsync("c1")).Length;

        await archon.Crawl("c1").EnsureRunningAsync(Cancel);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);

        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
        Assert.Equal(journal, (await archon.JournalAsync("c1")).Length);
    }

    [Fact]
    public async Task ResumeAsync_FinishesWithEveryPageOnce()
    {
        await using var site = await DocSite.StarAsync(20);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);
        await archon.Crawl("c1").PauseAsync(Cancel);
        site.Release();

        Assert.Equal(ResumeOutcome.Running, await archon.Crawl("c1").ResumeAsync(Cancel));

        var record = await archon.EndOfAsync("c1");
        var journal = await archon.JournalAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 20L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(20, (await archon.StoredAsync("c1")).Length);
        Assert.Single(journal, progress => progress.IsTerminal);
        Assert.Equal(journal.Select(progress => progress.Percentage).Order(), journal.Select(progress => progress.Percentage));
    }

    [Fact]
    public async Task PauseAndResume_ManyTimes_LoseNothing()
    {
        await using var site = await DocSite.StarAsync(40);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 3 });
        for (var turn = 0; turn < 10; turn++)
        {
            if (await archon.Crawl("c1").PauseAsync(Cancel) == PauseOutcome.AlreadyEnded)
            {
                break;
            }

            Assert.Equal(ResumeOutcome.Running, await archon.Crawl("c1").ResumeAsync(Cancel));
        }

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 40L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(40, (await archon.StoredAsync("c1")).Length);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task CancelAsync_OfAPausedCrawl_EndsIt_AndNothingRevivesIt()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);
        await archon.Crawl("c1").PauseAsync(Cancel);

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));

        Assert.Equal(ResumeOutcome.AlreadyEnded, await archon.Crawl("c1").ResumeAsync(Cancel));
        Assert.Equal(PauseOutcome.AlreadyEnded, await archon.Crawl("c1").PauseAsync(Cancel));
        Assert.Equal(CrawlStatus.Cancelled, (await archon.RecordAsync("c1")).Status);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task PauseAsync_OfACrawlNobodyWorksOn_PausesIt()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<Archon.Grains.Crawling.CrawlOptions>(options => options.ResumeOnActivation = false),
        });
        await StartInTheMiddleAsync(archon, site);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));

        Assert.Equal(PauseOutcome.Paused, await archon.Crawl("c1").PauseAsync(Cancel));

        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
    }

    [Fact]
    public async Task PauseAsync_WhileTheStoreFails_PausesWhenItIsBack()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);
        archon.Store.Fail(nameof(IArchonStore.PauseCrawlAsync), 1);

        Assert.Equal(PauseOutcome.Paused, await archon.Crawl("c1").PauseAsync(Cancel));

        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
    }

    [Fact]
    public async Task ResumeAsync_DuringAPause_GoesOnAfterIt()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await StartInTheMiddleAsync(archon, site);
        var pausing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resumed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.Before(nameof(IArchonStore.PauseCrawlAsync), async () =>
        {
            pausing.TrySetResult();
            await resumed.Task;
        });

        var pause = archon.Crawl("c1").PauseAsync(Cancel);
        await pausing.Task.WaitAsync(Cancel);
        var resume = archon.Crawl("c1").ResumeAsync(Cancel);
        resumed.SetResult();
        site.Release();

        Assert.Equal(PauseOutcome.Paused, await pause);
        Assert.Equal(ResumeOutcome.Running, await resume);
        Assert.Equal(CrawlStatus.Complete, (await archon.EndOfAsync("c1")).Status);
    }

    [Fact]
    public async Task PauseAndResume_OfNoCrawl_FindNone()
    {
        await using var archon = await ArchonCluster.StartAsync();

        Assert.Equal(PauseOutcome.NotFound, await archon.Crawl("nobody").PauseAsync(Cancel));
        Assert.Equal(ResumeOutcome.NotFound, await archon.Crawl("nobody").ResumeAsync(Cancel));
        Assert.Equal(RetryFailedOutcome.NotFound, (await archon.Crawl("nobody").RetryFailedAsync(Cancel)).Outcome);
    }

    /// <summary>The seed is stored, four pages hang.</summary>
    private static async Task StartInTheMiddleAsync(ArchonCluster archon, DocSite site)
    {
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), () =>
        {
            archon.Store.After(nameof(IArchonStore.CommitPageAsync), () => Task.CompletedTask);
            site.Hold();
            return Task.CompletedTask;
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.InFlight == 4);
    }
}
