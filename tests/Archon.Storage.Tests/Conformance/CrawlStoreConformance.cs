using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What crawls there are.</summary>
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
