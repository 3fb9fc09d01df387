using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

public abstract class CrawlStoreConformance : StoreConformance
{
    [Fact]
    public async Task CreateCrawl_MakesCrawlSeedAndJournalDurable()
    {
        var crawl = Crawl("c", tags: ["a"]) with { Journal = [new JournalEntry(1, false, "{\"n\":1}")] };

        Assert.True((await Store.CreateCrawlAsync(crawl, Cancel)).Created);

        var found = (await Store.FindCrawlAsync("c", Cancel))!;
        Assert.Equal(CrawlStatus.Queued, found.Status);
        Assert.Equal(Seed, found.ScopeUrl);
        Assert.Equal("source", found.SourceId);
        Assert.Equal(Noon, found.CreatedAt);
        Assert.Null(found.StartedAt);
        Assert.Equal(1, found.LastSequence);
        Assert.Equal(1, found.Counters.PagesDiscovered);
        var page = Assert.Single(await PagesAsync("c"));
        Assert.Equal((Seed, PageState.Pending, 0), (page.Url, page.State, page.Depth));
        Assert.Single(await Store.ReadJournalAsync("c", 0, 10, Cancel));
    }

    [Fact]
    public async Task CreateCrawl_KeepsEverySetting()
    {
        var settings = new CrawlSettings
        {
            Url = Seed,
            MaxPages = 7,
            MaxDepth = 3,
            Scope = CrawlScope.Domain,
            Include = ["/a/**"],
            Exclude = ["/b/**", "/c"],
            Mode = CrawlMode.Sitemap,
            Render = RenderMode.Never,
            RespectRobots = false,
            Concurrency = 5,
            ExtractCode = false,
            Tags = ["x", "y"],
            PrivateAccess = PrivateAccess.SeedOrigin,
        };

        await Store.CreateCrawlAsync(Crawl("c") with { Settings = settings }, Cancel);

        var found = (await Store.FindCrawlAsync("c", Cancel))!.Settings;
        Assert.Equal(settings.Include, found.Include.AsEnumerable());
        Assert.Equal(settings.Exclude, found.Exclude.AsEnumerable());
        Assert.Equal(settings.Tags, found.Tags.AsEnumerable());
        Assert.Equal(settings, found with { Include = settings.Include, Exclude = settings.Exclude, Tags = settings.Tags });
    }

    [Fact]
    public async Task CreateCrawl_Twice_ChangesNothing()
    {
        await Store.CreateCrawlAsync(Crawl("c"), Cancel);

        Assert.True((await Store.CreateCrawlAsync(Crawl("c"), Cancel)).Created);

        Assert.Single(await PagesAsync("c"));
    }

    [Fact]
    public async Task CreateCrawl_AgainAfterItsEnd_SaysCreated()
    {
        var epoch = await StartAsync("c");
        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.True((await Store.CreateCrawlAsync(Crawl("c"), Cancel)).Created);
        Assert.Equal(CrawlStatus.Complete, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task CreateCrawl_OfASourceThatRuns_NamesTheRunningCrawl()
    {
        await StartAsync("first");

        var result = await Store.CreateCrawlAsync(Crawl("second"), Cancel);

        Assert.Equal(new CreateCrawlResult(false, "first"), result);
        Assert.Null(await Store.FindCrawlAsync("second", Cancel));
    }

    [Fact]
    public async Task CreateCrawl_OfASourceThatIsPaused_IsRefused()
    {
        var epoch = await StartAsync("first");
        await Store.SetCrawlStatusAsync("first", epoch, CrawlStatus.Paused, Cancel);

        Assert.Equal("first", (await Store.CreateCrawlAsync(Crawl("second"), Cancel)).RunningCrawlId);
    }

    [Fact]
    public async Task CreateCrawl_OfASourceWhoseCrawlEnded_Runs()
    {
        var epoch = await StartAsync("first");
        await Store.EndCrawlAsync(End("first", epoch, CrawlStatus.Cancelled), Cancel);

        Assert.True((await Store.CreateCrawlAsync(Crawl("second"), Cancel)).Created);
    }

    [Fact]
    public async Task CreateCrawl_ManyAtOnceForOneSource_CreatesOne()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Store.CreateCrawlAsync(Crawl($"c{n}"), Cancel)));

        var created = results.Count(result => result.Created);
        Assert.Equal(1, created);
        Assert.Single(results.Where(result => !result.Created).Select(result => result.RunningCrawlId).Distinct());
    }

    [Fact]
    public async Task CreateCrawl_WithAGapInItsJournal_IsAnError() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Store.CreateCrawlAsync(Crawl("c") with { Journal = [new JournalEntry(2, false, "{}")] }, Cancel));

    [Fact]
    public async Task FindCrawl_Unknown_IsNull() => Assert.Null(await Store.FindCrawlAsync("nobody", Cancel));

    [Fact]
    public async Task ListCrawls_IsNewestFirstAndPagesThroughEqualTimes()
    {
        for (var n = 0; n < 7; n++)
        {
            await Store.CreateCrawlAsync(Crawl($"c{n}", $"s{n}") with { CreatedAt = Noon.AddHours(n / 3) }, Cancel);
        }

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Store.ListCrawlsAsync(null, 2, cursor, Cancel);
            ids.AddRange(page.Items.Select(crawl => crawl.Id));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(["c6", "c5", "c4", "c3", "c2", "c1", "c0"], ids);
    }

    [Fact]
    public async Task ListCrawls_ByStatus_HasOnlyThose()
    {
        var epoch = await StartAsync("ended", "a");
        await Store.EndCrawlAsync(End("ended", epoch), Cancel);
        await StartAsync("queued", "b");

        var complete = await Store.ListCrawlsAsync(CrawlStatus.Complete, 10, null, Cancel);

        Assert.Equal("ended", Assert.Single(complete.Items).Id);
        Assert.Null(complete.NextCursor);
    }

    [Fact]
    public async Task ListCrawls_WithACursorOfAnotherList_IsAnError() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.ListCrawlsAsync(null, 10, "nonsense", Cancel));

    [Fact]
    public async Task ListRunningCrawls_IsOldestFirstWithoutPausedAndEnded()
    {
        var paused = await StartAsync("paused", "a");
        await Store.SetCrawlStatusAsync("paused", paused, CrawlStatus.Paused, Cancel);
        var ended = await StartAsync("ended", "b");
        await Store.EndCrawlAsync(End("ended", ended), Cancel);
        await Store.CreateCrawlAsync(Crawl("younger", "c") with { CreatedAt = Noon.AddHours(1) }, Cancel);
        await Store.CreateCrawlAsync(Crawl("older", "d"), Cancel);

        Assert.Equal(["older", "younger"], await Store.ListRunningCrawlsAsync(10, Cancel));
        Assert.Equal(["older"], await Store.ListRunningCrawlsAsync(1, Cancel));
    }

    [Fact]
    public async Task OpenEpoch_RaisesTheEpochAndStampsTheStartOnce()
    {
        await Store.CreateCrawlAsync(Crawl("c"), Cancel);

        var first = (await Store.OpenEpochAsync("c", Noon, Cancel))!;
        var second = (await Store.OpenEpochAsync("c", Noon.AddHours(1), Cancel))!;

        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(Noon, first.StartedAt);
        Assert.Equal(Noon, second.StartedAt);
    }

    [Fact]
    public async Task OpenEpoch_PutsClaimedPagesBack()
    {
        var epoch = await StartAsync("c");
        var page = await ClaimOneAsync("c", epoch);

        var next = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.Equal(page, await ClaimOneAsync("c", next));
    }

    [Fact]
    public async Task OpenEpoch_OfAPausedCrawl_LeavesItPaused()
    {
        var epoch = await StartAsync("c");
        await Store.SetCrawlStatusAsync("c", epoch, CrawlStatus.Paused, Cancel);

        Assert.Equal(CrawlStatus.Paused, (await Store.OpenEpochAsync("c", Noon, Cancel))!.Status);
    }

    [Fact]
    public async Task OpenEpoch_OfAnEndedOrUnknownCrawl_IsNull()
    {
        var epoch = await StartAsync("c");
        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.Null(await Store.OpenEpochAsync("c", Noon, Cancel));
        Assert.Null(await Store.OpenEpochAsync("nobody", Noon, Cancel));
    }

    [Fact]
    public async Task SetCrawlStatus_OfAnOlderEpoch_IsRefused()
    {
        var old = await StartAsync("c");
        var current = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.False(await Store.SetCrawlStatusAsync("c", old, CrawlStatus.Crawling, Cancel));
        Assert.True(await Store.SetCrawlStatusAsync("c", current, CrawlStatus.Crawling, Cancel));
        Assert.Equal(CrawlStatus.Crawling, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task SetCrawlStatus_ToATerminalStatus_IsAnError()
    {
        var epoch = await StartAsync("c");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetCrawlStatusAsync("c", epoch, CrawlStatus.Complete, Cancel));
    }

    [Fact]
    public async Task EndCrawl_WritesStatusTimeErrorAndTerminalEntry()
    {
        var epoch = await StartAsync("c");

        Assert.NotNull(await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Error, error: "The seed is gone."), Cancel));

        var crawl = (await Store.FindCrawlAsync("c", Cancel))!;
        Assert.Equal(CrawlStatus.Error, crawl.Status);
        Assert.Equal("The seed is gone.", crawl.Error);
        Assert.Equal(Noon.AddMinutes(5), crawl.EndedAt);
        Assert.Equal(1, crawl.LastSequence);
        Assert.True(crawl.Epoch > epoch);
        Assert.Equal("{\"end\":true}", Assert.Single(await Store.ReadJournalAsync("c", 0, 10, Cancel)).Body);
    }

    [Fact]
    public async Task EndCrawl_Complete_SkipsPendingPagesByThePageLimit()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await ClaimOneAsync("c", epoch);

        Assert.NotNull(await Store.EndCrawlAsync(End("c", epoch), Cancel));

        var skipped = await PagesAsync("c", PageState.Skipped);
        Assert.Equal([PageReason.PageLimit, PageReason.PageLimit], skipped.Select(page => page.Reason));
        Assert.Equal(0, (await CountersAsync("c")).PagesOpen);
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task EndCrawl_Cancelled_LeavesOpenPagesPending()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await ClaimOneAsync("c", epoch);

        await Store.EndCrawlAsync(End("c", epoch, CrawlStatus.Cancelled), Cancel);

        Assert.Equal(2, (await PagesAsync("c", PageState.Pending)).Count);
        Assert.Empty(await PagesAsync("c", PageState.Claimed));
        await AssertCountersEqualRowsAsync("c");
    }

    [Fact]
    public async Task EndCrawl_PrunesTicksAndKeepsTheRest()
    {
        var epoch = await StartAsync("c");
        await Store.AppendJournalAsync("c", epoch, [new(1, false, "a"), new(2, true, "b"), new(3, true, "c")], Cancel);

        await Store.EndCrawlAsync(End("c", epoch, sequence: 4), Cancel);

        Assert.Equal([1, 4], (await Store.ReadJournalAsync("c", 0, 10, Cancel)).Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task EndCrawl_FromManySidesAtOnce_HappensOnce()
    {
        var epoch = await StartAsync("c");

        var ends = await Task.WhenAll(Enumerable.Range(0, 16).Select(n =>
            Store.EndCrawlAsync(End("c", epoch, n % 2 == 0 ? CrawlStatus.Complete : CrawlStatus.Cancelled), Cancel)));

        Assert.Single(ends, ended => ended is not null);
        Assert.Single(await Store.ReadJournalAsync("c", 0, 10, Cancel));
    }

    [Fact]
    public async Task EndCrawl_OfAnOlderEpoch_IsRefused()
    {
        var old = await StartAsync("c");
        await Store.OpenEpochAsync("c", Noon, Cancel);

        Assert.Null(await Store.EndCrawlAsync(End("c", old), Cancel));
    }

    [Fact]
    public async Task EndCrawl_WithAGapBeforeItsEntry_ChangesNothing()
    {
        var epoch = await StartAsync("c");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.EndCrawlAsync(End("c", epoch, sequence: 9), Cancel));

        Assert.Equal(CrawlStatus.Queued, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task Migrate_Again_KeepsWhatIsStored()
    {
        await StartAsync("c");

        await Store.MigrateAsync(Cancel);

        Assert.NotNull(await Store.FindCrawlAsync("c", Cancel));
    }

    [Fact]
    public async Task Anything_WithACancelledToken_IsCancelled()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.CreateCrawlAsync(Crawl("c"), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindCrawlAsync("c", cancelled));
        Assert.Null(await Store.FindCrawlAsync("c", Cancel));
    }
}
