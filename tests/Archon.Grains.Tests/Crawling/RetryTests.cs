using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

public sealed class RetryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RetryFailedAsync_OfACompleteCrawl_FetchesOnlyWhatFailed_AndEndsAgain()
    {
        await using var site = await DocSite.StarAsync(6);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        site.Put("/docs/p2", new SiteAnswer { Status = 500 });
        var first = await archon.RunAsync("c1", site["/docs/"]);
        Assert.Equal((CrawlStatus.Complete, 4L, 2L), (first.Status, first.Counters.PagesDone, first.Counters.PagesFailed));
        var before = site.Requests["/docs/p3"];
        var told = (await archon.JournalAsync("c1")).Length;
        site.Page("/docs/p1");

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);
        var second = await archon.EndOfAsync("c1");

        Assert.Equal((RetryFailedOutcome.Retrying, 2L), (retried.Outcome, retried.Pages));
        Assert.Equal((CrawlStatus.Complete, 5L, 1L), (second.Status, second.Counters.PagesDone, second.Counters.PagesFailed));
        Assert.Equal(before, site.Requests["/docs/p3"]);
        Assert.Equal(PageReason.HttpServerError, Assert.Single(await archon.PagesAsync("c1", PageState.Failed)).Reason);
        Assert.Equal(5, (await archon.StoredAsync("c1")).Length);

        // Two ends in one journal, each with its event; from the retry on the percentage begins anew and ends at 100.
        var journal = await archon.JournalAsync("c1");
        Assert.Equal(2, journal.Count(progress => progress.IsTerminal));
        Assert.True(journal[^1].IsTerminal);
        var again = journal[told..];
        Assert.Equal(GrainInterfaces.Crawling.CrawlStatus.Queued, again[0].Status);
        Assert.Equal((0L, 100d), (again[0].PagesFailed, again[^1].Percentage));
        Assert.InRange(again[0].Percentage, 1, 99);
        Assert.Equal(again.Select(progress => progress.Percentage).Order(), again.Select(progress => progress.Percentage));
    }

    [Fact]
    public async Task RetryFailedAsync_OfACrawlThatEndedInError_RunsItAfterAll()
    {
        await using var site = await DocSite.StarAsync(4);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/", new SiteAnswer { Status = 503 });
        Assert.Equal(CrawlStatus.Error, (await archon.RunAsync("c1", site["/docs/"])).Status);
        site.Page("/docs/", "/docs/p1", "/docs/p2", "/docs/p3");

        Assert.Equal(RetryFailedOutcome.Retrying, (await archon.Crawl("c1").RetryFailedAsync(Cancel)).Outcome);

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 4L, null), (record.Status, record.Counters.PagesDone, record.Error));
    }

    [Fact]
    public async Task RetryFailedAsync_WithNothingFailed_SaysSoAndChangesNothing()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        var record = await archon.RunAsync("c1", site["/docs/"]);

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);

        Assert.Equal(RetryFailedOutcome.NothingFailed, retried.Outcome);
        Assert.NotNull(retried.Message);
        Assert.Equal(record, await archon.RecordAsync("c1") with { Settings = record.Settings });
    }

    [Fact]
    public async Task RetryFailedAsync_Twice_RunsOnce()
    {
        await using var site = await DocSite.StarAsync(4);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        await archon.RunAsync("c1", site["/docs/"]);
        site.Page("/docs/p1");
        site.Hold();

        var outcomes = await Task.WhenAll(archon.Crawl("c1").RetryFailedAsync(Cancel), archon.Crawl("c1").RetryFailedAsync(Cancel));
        site.Release();

        Assert.Equal([RetryFailedOutcome.NothingFailed, RetryFailedOutcome.Retrying], outcomes.Select(result => result.Outcome).OrderDescending());
        Assert.Equal(4, (await archon.EndOfAsync("c1")).Counters.PagesDone);
        Assert.Equal(2, (await archon.JournalAsync("c1")).Count(progress => progress.IsTerminal));
    }

    [Fact]
    public async Task RetryFailedAsync_OfARunningCrawl_TriesThemBesideTheRest()
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        archon.Store.After(nameof(Ports.Storage.IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.RecordAsync("c1")).Counters.PagesFailed == 1)
            {
                site.Hold();
            }
        });

        // The next page may be under way before the crawl has heard of this one's end.
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.After(nameof(Ports.Storage.IArchonStore.AppendJournalAsync), async () =>
        {
            if ((await archon.JournalAsync("c1")).Any(progress => progress.PagesFailed == 1))
            {
                heard.TrySetResult();
            }
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 1 });
        await Patience.WaitAsync(heard.Task);
        await site.When(() => site.InFlight == 1);
        site.Page("/docs/p1");
        archon.Store.After(nameof(Ports.Storage.IArchonStore.CommitPageAsync), () => Task.CompletedTask);

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);
        site.Release();

        Assert.Equal((RetryFailedOutcome.Retrying, 1L), (retried.Outcome, retried.Pages));
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 8L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task RetryFailedAsync_OfAPausedCrawl_LetsItGoOn()
    {
        await using var site = await DocSite.StarAsync(4);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/", new SiteAnswer { Status = 404 });
        await archon.RunAsync("c1", site["/docs/"]);
        site.Page("/docs/", "/docs/p1", "/docs/p2", "/docs/p3");
        site.Hold();
        await archon.Crawl("c1").RetryFailedAsync(Cancel);
        await site.When(() => site.InFlight == 1);
        await archon.Crawl("c1").PauseAsync(Cancel);
        await site.When(() => site.InFlight == 0);

        Assert.Equal(RetryFailedOutcome.NothingFailed, (await archon.Crawl("c1").RetryFailedAsync(Cancel)).Outcome);
        site.Release();
        Assert.Equal(ResumeOutcome.Running, await archon.Crawl("c1").ResumeAsync(Cancel));

        Assert.Equal(4, (await archon.EndOfAsync("c1")).Counters.PagesDone);
    }

    [Fact]
    public async Task RetryFailedAsync_OfACancelledCrawl_IsRefusedAndChangesNothing()
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        archon.Store.After(nameof(Ports.Storage.IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.RecordAsync("c1")).Counters.PagesFailed == 1)
            {
                site.Hold();
            }
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 1 });
        await site.When(() => site.Requests.GetValueOrDefault("/docs/p1") > 0 && site.InFlight == 1 && site.Order.Last() != "/docs/p1");
        await archon.Crawl("c1").CancelAsync(Cancel);
        var before = await archon.EndOfAsync("c1");

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);

        Assert.Equal(RetryFailedOutcome.Cancelled, retried.Outcome);
        Assert.Equal((CrawlStatus.Cancelled, before.Counters, before.LastSequence), (before.Status, (await archon.RecordAsync("c1")).Counters, (await archon.RecordAsync("c1")).LastSequence));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task RetryFailedAsync_AtThePageLimit_HasNoRoom()
    {
        await using var site = await DocSite.StarAsync(4);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        await archon.RunAsync("c1", site["/docs/"], request => request with { MaxPages = 3 });

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);

        Assert.Equal(RetryFailedOutcome.PageLimit, retried.Outcome);
        Assert.Contains("3 pages", retried.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryFailedAsync_WhileAnotherCrawlOfTheSourceRuns_NamesIt()
    {
        await using var site = await DocSite.StarAsync(4);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/p1", new SiteAnswer { Status = 404 });
        await archon.RunAsync("c1", site["/docs/"]);
        site.Hold();
        await archon.StartCrawlAsync("c2", site["/docs/"]);

        var retried = await archon.Crawl("c1").RetryFailedAsync(Cancel);

        Assert.Equal((RetryFailedOutcome.SourceBusy, "c2"), (retried.Outcome, retried.RunningCrawlId));
        Assert.Contains("c2", retried.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARetryBeyondOneBatch_IsFinishedByWhoeverTakesTheCrawlUp()
    {
        await using var site = await DocSite.StarAsync(2);
        await using var archon = await ArchonCluster.StartAsync();
        site.Put("/docs/", new SiteAnswer { Status = 404 });
        var ended = await archon.RunAsync("c1", site["/docs/"]);

        // As a kill after the first batch of a large retry leaves it: queued, with failed pages.
        await archon.Store.Inner.RetryCrawlAsync(
            new Ports.Storage.CrawlRetry("c1", ended.Epoch, Limit: 0, new Ports.Storage.LastEntries([], _ => new Ports.Storage.JournalEntry(ended.LastSequence + 1, false, Again(ended)))), Cancel);
        Assert.Equal(1, (await archon.RecordAsync("c1")).Counters.PagesFailed);
        site.Page("/docs/", "/docs/p1");
        archon.Store.ForgetEnd("c1");
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);

        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 2L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
    }

    private static string Again(Ports.Storage.CrawlRecord record) =>
        $$"""{"progressId":"{{record.Id}}","sequence":{{record.LastSequence + 1}},"timestamp":"2026-11-23T12:00:00Z","status":"Queued","percentage":0,"log":"again"}""";
}
