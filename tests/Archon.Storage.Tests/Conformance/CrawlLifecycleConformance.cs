using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>How a crawl is paused and how its failed pages are tried again.</summary>
public abstract class CrawlLifecycleConformance : StoreConformance
{
    [Fact]
    public async Task PendingPages_AreSkippedABatchAtATime_ByTheEpochAlone()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "c", "d", "e");
        await ClaimOneAsync("c", epoch);

        Assert.Equal(3, (await Store.SkipPendingPagesAsync("c", epoch, 3, Cancel))!.PagesSkipped);
        await AssertCountersEqualRowsAsync("c");
        Assert.Equal(4, (await Store.SkipPendingPagesAsync("c", epoch, 3, Cancel))!.PagesSkipped);
        Assert.Equal(4, (await Store.SkipPendingPagesAsync("c", epoch, 3, Cancel))!.PagesSkipped);
        Assert.Equal([PageState.Done, PageState.Claimed, PageState.Skipped, PageState.Skipped, PageState.Skipped, PageState.Skipped], (await PagesAsync("c")).Select(page => page.State));
        Assert.Equal(4, Assert.Single(await Store.CountReasonsAsync("c", Cancel), count => count.Reason == PageReason.PageLimit).Count);

        await Store.OpenEpochAsync("c", Noon, Cancel);
        Assert.Null(await Store.SkipPendingPagesAsync("c", epoch, 3, Cancel));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Pause_PutsClaimedPagesBackAndFencesTheEpoch()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var page = await ClaimOneAsync("c", epoch);

        var counters = await Store.PauseCrawlAsync(new CrawlPause("c", epoch, Entries(1, "pause")), Cancel);

        var crawl = (await Store.FindCrawlAsync("c", Cancel))!;
        Assert.Equal((CrawlStatus.Paused, null, 1L), (crawl.Status, crawl.EndedAt, crawl.LastSequence));
        Assert.Equal(crawl.Counters, counters);
        Assert.Equal(["pause"], await BodiesAsync("c"));
        Assert.Equal(2, (await PagesAsync("c", PageState.Pending)).Count);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch, page), Cancel)).Outcome);
        Assert.Null(await Store.ClaimPagesAsync("c", epoch, 1, Cancel));
        Assert.False(await Store.SetCrawlStatusAsync("c", epoch, CrawlStatus.Crawling, Cancel));
        Assert.Empty(await Store.ListRunningCrawlsAsync(10, Cancel));
    }

    [Fact]
    public async Task Pause_OfAPausedEndedOrForeignCrawl_IsRefused()
    {
        var epoch = await StartAsync("c");
        await Store.PauseCrawlAsync(new CrawlPause("c", epoch, Entries(1, "pause")), Cancel);
        var again = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.Null(await Store.PauseCrawlAsync(new CrawlPause("c", again, Entries(2, "pause")), Cancel));
        Assert.Null(await Store.PauseCrawlAsync(new CrawlPause("c", epoch, Entries(2, "pause")), Cancel));
        await Store.EndCrawlAsync(End("c", again, CrawlStatus.Cancelled, sequence: 2), Cancel);
        Assert.Null(await Store.PauseCrawlAsync(new CrawlPause("c", (await Store.FindCrawlAsync("c", Cancel))!.Epoch, Entries(3, "pause")), Cancel));
        Assert.Null(await Store.PauseCrawlAsync(new CrawlPause("nobody", 1, Entries(1, "pause")), Cancel));
        Assert.Equal(2, (await BodiesAsync("c")).Count);
    }

    [Theory]
    [InlineData(CrawlStatus.Complete)]
    [InlineData(CrawlStatus.Error)]
    [InlineData(CrawlStatus.Cancelled)]
    public async Task Retry_OfAnEndedCrawl_QueuesItWithItsFailedPagesPending(CrawlStatus end)
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        await Store.EndCrawlAsync(End("c", epoch, end, error: end == CrawlStatus.Error ? "It broke." : null), Cancel);
        var ended = (await Store.FindCrawlAsync("c", Cancel))!;

        var result = await Store.RetryCrawlAsync(new CrawlRetry("c", ended.Epoch, 10, Entries(2, "retry")), Cancel);

        var crawl = (await Store.FindCrawlAsync("c", Cancel))!;
        Assert.Equal((RetryOutcome.Queued, 2), (result.Outcome, result.Failed));
        Assert.Equal((CrawlStatus.Queued, null, null, 2L), (crawl.Status, crawl.EndedAt, crawl.Error, crawl.LastSequence));
        Assert.Equal(crawl.Counters, result.Counters);
        Assert.Equal((0, 2), (crawl.Counters.PagesFailed, crawl.Counters.PagesOpen));
        Assert.All(await PagesAsync("c", PageState.Pending), page => Assert.Equal((PageReason.None, null, null, 1), (page.Reason, page.Detail, page.HttpStatus, page.Attempts)));
        Assert.Equal(["c"], await Store.ListRunningCrawlsAsync(10, Cancel));
        await AssertCountersEqualRowsAsync("c");

        // It ends again, with a terminal entry of its own.
        var next = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;
        Assert.NotNull(await Store.EndCrawlAsync(End("c", next, sequence: 3), Cancel));
        Assert.Equal(["{\"end\":true}", "retry", "{\"end\":true}"], await BodiesAsync("c"));
    }

    [Fact]
    public async Task Retry_OfARunningCrawl_FencesItsEpochAndPutsClaimedPagesBack()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        var page = await ClaimOneAsync("c", epoch);

        var result = await Store.RetryCrawlAsync(new CrawlRetry("c", epoch, 10, new LastEntries([new(1, false, "one")], _ => new(2, false, "retry"))), Cancel);

        Assert.Equal(RetryOutcome.Queued, result.Outcome);
        Assert.Equal(2, (await PagesAsync("c", PageState.Pending)).Count);
        Assert.Equal(CommitOutcome.Fenced, (await Store.CommitPageAsync(Done("c", epoch, page), Cancel)).Outcome);
        Assert.Equal(["one", "retry"], await BodiesAsync("c"));
    }

    [Fact]
    public async Task Retry_BeyondItsLimit_LeavesTheRestToRetryPages()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "c", "d", "e");
        for (var n = 0; n < 5; n++)
        {
            await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        }

        var result = await Store.RetryCrawlAsync(new CrawlRetry("c", epoch, 2, Entries(1, "retry")), Cancel);
        Assert.Equal((5, 3), (result.Failed, result.Counters!.PagesFailed));
        await AssertCountersEqualRowsAsync("c");

        var next = (await Store.OpenEpochAsync("c", Noon, Cancel))!;
        Assert.Equal(CrawlStatus.Queued, next.Status);
        Assert.Null(await Store.RetryPagesAsync("c", epoch, 2, Cancel));
        Assert.Equal(1, (await Store.RetryPagesAsync("c", next.Epoch, 2, Cancel))!.PagesFailed);
        Assert.Equal(0, (await Store.RetryPagesAsync("c", next.Epoch, 2, Cancel))!.PagesFailed);
        Assert.Equal(0, (await Store.RetryPagesAsync("c", next.Epoch, 2, Cancel))!.PagesFailed);
        Assert.Equal(5, (await PagesAsync("c", PageState.Pending)).Count);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task Retry_WithoutFailedPages_ChangesNothing()
    {
        var epoch = await StartAsync("c");
        await Store.EndCrawlAsync(End("c", epoch), Cancel);
        var ended = (await Store.FindCrawlAsync("c", Cancel))!;

        Assert.Equal(RetryOutcome.NothingFailed, (await Store.RetryCrawlAsync(new CrawlRetry("c", ended.Epoch, 10, Entries(2, "retry")), Cancel)).Outcome);

        Assert.Equal(ended, await Store.FindCrawlAsync("c", Cancel) is { } now ? now with { Settings = ended.Settings } : null);
    }

    [Fact]
    public async Task Retry_WhileAnotherCrawlOfTheSourceRuns_NamesIt()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        await Store.EndCrawlAsync(End("c", epoch), Cancel);
        var ended = (await Store.FindCrawlAsync("c", Cancel))!;
        await StartAsync("other");

        var result = await Store.RetryCrawlAsync(new CrawlRetry("c", ended.Epoch, 10, Entries(2, "retry")), Cancel);

        Assert.Equal((RetryOutcome.SourceBusy, "other"), (result.Outcome, result.RunningCrawlId));
        Assert.Equal(CrawlStatus.Complete, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task Retry_ManyAtOnce_HappensOnce()
    {
        var epoch = await StartWithLinksAsync("c", "a");
        await FailAsync("c", epoch, await ClaimOneAsync("c", epoch));
        await Store.EndCrawlAsync(End("c", epoch), Cancel);
        var ended = (await Store.FindCrawlAsync("c", Cancel))!;

        var results = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ =>
            Store.RetryCrawlAsync(new CrawlRetry("c", ended.Epoch, 10, Entries(2, "retry")), Cancel)));

        Assert.Single(results, result => result.Outcome == RetryOutcome.Queued);
        Assert.All(results, result => Assert.True(result.Outcome is RetryOutcome.Queued or RetryOutcome.Refused));
    }

    [Fact]
    public async Task Retry_OfNoCrawl_IsRefused() =>
        Assert.Equal(RetryOutcome.Refused, (await Store.RetryCrawlAsync(new CrawlRetry("nobody", 1, 10, Entries(1, "retry")), Cancel)).Outcome);

    private Task<PageCommitResult> FailAsync(string id, long epoch, FrontierPage page) => CommitAsync(Done(id, epoch, page) with
    {
        State = PageState.Failed,
        Reason = PageReason.HttpServerError,
        Detail = "The server answered 503.",
        HttpStatus = 503,
    });

    private async Task<List<string>> BodiesAsync(string id) => [.. (await Store.ReadJournalAsync(id, 0, 100, Cancel)).Select(entry => entry.Body)];
}
