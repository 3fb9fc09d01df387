using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

public sealed class CancelTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhilePagesHang_StatusEventsAndCancelAnswer()
    {
        await using var site = await DocSite.StarAsync(20);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);

        var status = await archon.Crawl("c1").GetStatusAsync(Cancel);
        var events = await archon.Crawl("c1").GetSinceAsync(0, 100, Cancel);
        var cancelled = await archon.Crawl("c1").CancelAsync(Cancel);

        Assert.Equal(GrainInterfaces.Crawling.CrawlStatus.Analyzing, status!.Status);
        Assert.NotEmpty(events.Items);
        Assert.Equal(CancelOutcome.Cancelled, cancelled);
    }

    [Fact]
    public async Task CancelAsync_AbortsWhatIsInFlight_AndNothingIsWrittenAfterwards()
    {
        await using var site = await DocSite.StarAsync(20);
        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), () =>
        {
            site.Hold();
            return Task.CompletedTask;
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 4 });
        await site.When(() => site.InFlight == 4);

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));

        var record = await archon.RecordAsync("c1");
        var journal = await archon.JournalAsync("c1");
        await site.When(() => site.Aborted == 4 && site.InFlight == 0);
        site.Release();
        Assert.Equal(CrawlStatus.Cancelled, record.Status);
        Assert.NotNull(record.EndedAt);
        Assert.Single(journal, progress => progress.IsTerminal);
        Assert.True(journal[^1].IsTerminal);
        Assert.Equal(record, await archon.RecordAsync("c1") with { Settings = record.Settings });
        Assert.Equal(journal.Length, (await archon.JournalAsync("c1")).Length);
        Assert.Empty(await archon.PagesAsync("c1", PageState.Claimed));
        Assert.Single(await archon.StoredAsync("c1"));
    }

    [Fact]
    public async Task CancelAsync_Twice_EndsOnce()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);

        var first = await Task.WhenAll(archon.Crawl("c1").CancelAsync(Cancel), archon.Crawl("c1").CancelAsync(Cancel));
        var later = await archon.Crawl("c1").CancelAsync(Cancel);

        Assert.Contains(CancelOutcome.Cancelled, first);
        Assert.Equal(CancelOutcome.AlreadyEnded, later);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task CancelAsync_OfNoCrawl_FindsNone()
    {
        await using var archon = await ArchonCluster.StartAsync();

        Assert.Equal(CancelOutcome.NotFound, await archon.Crawl("nobody").CancelAsync(Cancel));
    }

    [Fact]
    public async Task CancelAsync_OfACrawlNobodyWorksOn_EndsIt()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));

        Assert.Equal(CrawlStatus.Cancelled, (await archon.RecordAsync("c1")).Status);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task CancelAsync_WhileTheStoreFails_EndsTheCrawlWhenItIsBack()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        archon.Store.Fail(nameof(IArchonStore.EndCrawlAsync), 2);

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));

        Assert.Equal(CrawlStatus.Cancelled, (await archon.RecordAsync("c1")).Status);
    }

    [Fact]
    public async Task CancelAsync_WhileTheEndCannotBeWritten_SaysTheTruth()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.Fail(nameof(IArchonStore.EndCrawlAsync), 1);
        archon.Store.Before(nameof(IArchonStore.EndCrawlAsync), () =>
        {
            ending.TrySetResult();
            return Task.CompletedTask;
        });
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await ending.Task.WaitAsync(Cancel);

        var outcome = await archon.Crawl("c1").CancelAsync(Cancel);

        // Whichever end came first, the crawl has it when the answer is there.
        var record = await archon.RecordAsync("c1");
        Assert.True(record.Status.IsTerminal());
        Assert.Equal(record.Status == CrawlStatus.Cancelled ? CancelOutcome.Cancelled : CancelOutcome.AlreadyEnded, outcome);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task CancelAsync_BeforeVectorsAreStored_KeepsTheCountsOfTheLastEvent()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        var embedding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var embedded = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.Before(nameof(IArchonStore.StoreVectorsAsync), async () =>
        {
            embedding.TrySetResult();
            await goOn.Task;
        });
        archon.Store.After(nameof(IArchonStore.StoreVectorsAsync), () =>
        {
            embedded.TrySetResult();
            return Task.CompletedTask;
        });
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await Patience.WaitAsync(embedding.Task);

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));
        goOn.SetResult();
        await Patience.WaitAsync(embedded.Task);

        var last = (await archon.JournalAsync("c1"))[^1];
        var crawl = (await archon.Crawl("c1").GetStatusAsync(Cancel))!;
        Assert.True(last.IsTerminal && last.ChunksStored > last.ChunksEmbedded);
        Assert.Equal((last.ChunksStored, last.ChunksEmbedded), (crawl.ChunksStored, crawl.ChunksEmbedded));
        Assert.Equal(last.ChunksEmbedded, (await archon.RecordAsync("c1")).Counters.ChunksEmbedded);
    }

    [Fact]
    public async Task CancelAsync_WhileChunksGetTheirVectors_EndsOnce()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Embedder = new FlakyEmbedder(failures: int.MaxValue) });
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        var embedding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        archon.Store.After(nameof(IArchonStore.SetCrawlStatusAsync), async () =>
        {
            if ((await archon.RecordAsync("c1")).Status == CrawlStatus.Embedding)
            {
                embedding.TrySetResult();
            }
        });
        await Patience.WaitAsync(embedding.Task);

        Assert.Equal(CancelOutcome.Cancelled, await archon.Crawl("c1").CancelAsync(Cancel));

        Assert.Equal(CrawlStatus.Cancelled, (await archon.RecordAsync("c1")).Status);
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }
}
