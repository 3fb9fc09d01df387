using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.Grains.Asking;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>A command that the store does not carry out in time is refused, and stays refused: the crawl goes on as if nobody had asked.</summary>
public sealed class WithdrawnCommandTests
{
    private static readonly ClusterParts Impatient = new()
    {
        Services = services => services.Configure<AskingOptions>(options => options.StoreTimeout = TimeSpan.FromSeconds(1)),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Commands => new()
    {
        { nameof(IArchonStore.EndCrawlAsync), true },
        { nameof(IArchonStore.EndCrawlAsync), false },
        { nameof(IArchonStore.PauseCrawlAsync), true },
        { nameof(IArchonStore.PauseCrawlAsync), false },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task ACommandThatTheStoreDoesNotMake_IsRefusedAndTheCrawlGoesOn(string operation, bool hangs)
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        var comeBack = Away(archon, operation, hangs);

        await AssertRefusedAsync(() => operation == nameof(IArchonStore.EndCrawlAsync) ? archon.Crawl("c1").CancelAsync(Cancel) : archon.Crawl("c1").PauseAsync(Cancel));

        Assert.Equal(0, site.Aborted);
        comeBack();
        site.Release();
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 8L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
        var journal = await archon.JournalAsync("c1");
        Assert.Single(journal, progress => progress.IsTerminal);
        Assert.DoesNotContain(journal, progress => progress.Status is GrainInterfaces.Crawling.CrawlStatus.Paused or GrainInterfaces.Crawling.CrawlStatus.Cancelled);

        // Ticks are pruned at the end: the number of every event that is left says how many were before it.
        var after = 0L;
        Assert.All((await archon.Crawl("c1").GetSinceAsync(0, 1000, Cancel)).Items, progress =>
        {
            Assert.Equal(after + 1 + progress.Coalesced, progress.Sequence);
            after = progress.Sequence;
        });
    }

    [Fact]
    public async Task PagesThatFinishWhileACommandWaits_AreCounted()
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        var comeBack = Away(archon, nameof(IArchonStore.EndCrawlAsync), hangs: true);
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), () =>
        {
            committed.TrySetResult();
            return Task.CompletedTask;
        });

        var refused = AssertRefusedAsync(() => archon.Crawl("c1").CancelAsync(Cancel));
        site.Release();
        await Patience.WaitAsync(committed.Task);
        await refused;

        comeBack();
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 8L), (record.Status, record.Counters.PagesDone));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task APauseWhoseCommitIsNotAnswered_IsSaidToBeUnknown_AndTheCrawlIsWhatTheStoreSays()
    {
        await using var site = await DocSite.StarAsync(8);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        archon.Store.After(nameof(IArchonStore.PauseCrawlAsync), () =>
        {
            Away(archon, nameof(IArchonStore.PauseCrawlAsync), hangs: true);
            throw new StorageUnavailableException("The answer got lost.") { IsOutcomeUnknown = true };
        });

        Assert.Equal(nameof(StorageUnavailableException), await FaultOfAsync(() => archon.Crawl("c1").PauseAsync(Cancel)));

        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
        site.Release();
        Assert.Equal(ResumeOutcome.Running, await archon.Crawl("c1").ResumeAsync(Cancel));
        Assert.Equal((CrawlStatus.Complete, 8L), ((await archon.EndOfAsync("c1")) is var end ? (end.Status, end.Counters.PagesDone) : default));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task AResumeThatIsRefused_LeavesTheCrawlPaused()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        await archon.Crawl("c1").PauseAsync(Cancel);
        var comeBack = Away(archon, nameof(IArchonStore.SetCrawlStatusAsync), hangs: true);

        await AssertRefusedAsync(() => archon.Crawl("c1").ResumeAsync(Cancel));

        comeBack();
        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
        site.Release();
        Assert.Equal(ResumeOutcome.Running, await archon.Crawl("c1").ResumeAsync(Cancel));
        Assert.Equal((CrawlStatus.Complete, 5L), ((await archon.EndOfAsync("c1")) is var end ? (end.Status, end.Counters.PagesDone) : default));
    }

    [Fact]
    public async Task ACancelOfAPausedCrawlThatIsRefused_LeavesItPaused()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        await archon.Crawl("c1").PauseAsync(Cancel);
        var comeBack = Away(archon, nameof(IArchonStore.EndCrawlAsync), hangs: false);

        await AssertRefusedAsync(() => archon.Crawl("c1").CancelAsync(Cancel));

        comeBack();
        Assert.Equal(CrawlStatus.Paused, (await archon.RecordAsync("c1")).Status);
        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));
    }

    [Fact]
    public async Task AReadingThatIsNotAnswered_IsGivenUpInTime()
    {
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        Away(archon, nameof(IArchonStore.ListCrawlsAsync), hangs: true);

        Assert.Equal(nameof(StorageUnavailableException), await FaultOfAsync(() => archon.Grains.GetGrain<ILibraryGrain>(0).ListCrawlsAsync(null, 10, null, Cancel)));
    }

    [Fact]
    public async Task AStartWhoseCrawlCannotBeRead_IsMadeAllTheSame_AndOnce()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        var comeBack = Away(archon, nameof(IArchonStore.FindCrawlAsync), hangs: true);

        await archon.StartCrawlAsync("c1", site["/docs/"]);

        comeBack();
        Assert.Equal((CrawlStatus.Complete, 5L), ((await archon.EndOfAsync("c1")) is var end ? (end.Status, end.Counters.PagesDone) : default));
    }

    [Fact]
    public async Task AStartThatTheStoreDoesNotAnswerAtAll_IsRefusedInTime_AndLeavesNoCrawl()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync(Impatient);
        var read = Away(archon, nameof(IArchonStore.FindCrawlAsync), hangs: true);
        var create = Away(archon, nameof(IArchonStore.CreateCrawlAsync), hangs: true);

        await AssertRefusedAsync(() => archon.StartCrawlAsync("c1", site["/docs/"]));

        read();
        create();
        Assert.Null(await archon.Crawl("c1").GetStatusAsync(Cancel));
        Assert.Empty(site.Requests);
    }

    // Until the answer is called an operation fails, or gets no answer and is not made.
    private static Action Away(ArchonCluster archon, string operation, bool hangs)
    {
        if (!hangs)
        {
            archon.Store.Fail(operation, int.MaxValue);
            return () => archon.Store.Fail(operation, 0);
        }

        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.Before(operation, () => never.Task);
        return () => archon.Store.Before(operation, () => Task.CompletedTask);
    }

    private static async Task AssertRefusedAsync(Func<Task> command) => Assert.Equal(nameof(ChangeWithdrawnException), await FaultOfAsync(command));

    private static async Task<string> FaultOfAsync(Func<Task> command)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(command);
        return fault is UnavailableExceptionFallbackException { ExceptionType: { } type } ? type.Split(',')[0].Split('.')[^1] : fault.GetType().Name;
    }
}
