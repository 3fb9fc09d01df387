using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using static Archon.Grains.Tests.Crawling.RefreshedSite;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>A site is crawled, changes, and is crawled again to bring what is stored up to date.</summary>
public sealed class RefreshTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ASiteThatHasNotChanged_IsAskedAndKept()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        var before = await archon.RunAsync("c1", site["/docs/"]);
        var documents = await DocumentsAsync(archon);
        site.Forget();

        var record = await archon.RefreshAsync("r1", "c1");

        Assert.Equal((CrawlStatus.Complete, 4, 4, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered, record.Counters.PagesFailed));
        Assert.Equal((0, 0, 4, 0), Changes(record));
        Assert.Equal(0, record.Counters.ChunksStored);
        Assert.Equal(before.Counters.LinksRefused, record.Counters.LinksRefused);
        Assert.All(["/docs/", "/docs/a", "/docs/b", "/docs/deep"], path => Assert.Equal((1, 1), (site.Requests[path], site.Unchanged[path])));
        Assert.Equal(documents.Select(document => (document.Id, document.CrawlId, document.Markdown)), (await DocumentsAsync(archon)).Select(document => (document.Id, document.CrawlId, document.Markdown)));
        Assert.Contains(await archon.JournalAsync("r1"), progress => progress.Log == "Refreshed: 0 added, 0 changed, 4 unchanged, 0 removed");
    }

    [Fact]
    public async Task ASiteThatAnswersNoConditions_KeepsWhatIsTheSame()
    {
        await using var site = await DocSite.StarAsync(5);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        var chunks = await VectorsAsync(archon);

        var record = await archon.RefreshAsync("r1", "c1");

        Assert.Equal((0, 0, 5, 0), Changes(record));
        Assert.Equal(0, record.Counters.ChunksStored);
        Assert.Equal(chunks, await VectorsAsync(archon));
    }

    [Fact]
    public async Task ChangedNewAndMovedPages_AreAsANewCrawlWouldFindThem()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Tagged("/docs/a", "2", "/docs/deep", "/docs/new");
        site.Tagged("/docs/new", "1", "/docs/newer");
        site.Tagged("/docs/newer", "1");
        site.Put("/docs/deep", new SiteAnswer { Status = 301, Headers = new Dictionary<string, string> { ["Location"] = "/docs/moved" } });
        site.Tagged("/docs/moved", "1", "/docs/b");

        var record = await archon.RefreshAsync("r1", "c1");
        var again = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((3, 1, 2, 0), Changes(record));
        Assert.Equal((0, 0, 6, 1), Changes(again));
        Assert.Equal(
            [site["/docs/"], site["/docs/a"], site["/docs/b"], site["/docs/moved"], site["/docs/new"], site["/docs/newer"]], await archon.StoredAsync("r2"));
        Assert.Contains("version 2", (await archon.Store.Inner.FindDocumentByUrlAsync(site["/docs/a"], Cancel))!.Markdown, StringComparison.Ordinal);

        // The same in another store: nothing but the settings is the same.
        await using var fresh = await ArchonCluster.StartAsync();
        await fresh.RunAsync("c1", site["/docs/"]);
        Assert.Equal(await fresh.StoredAsync("c1"), await archon.StoredAsync("r2"));
        Assert.Equal(
            (await fresh.PagesAsync("c1")).Select(page => (page.Url, page.State, page.Depth, page.Reason)).Order(),
            (await archon.PagesAsync("r2")).Select(page => (page.Url, page.State, page.Depth, page.Reason)).Order());
    }

    [Fact]
    public async Task ANewWayOfReading_IsNotAnsweredByWhatIsStored()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"], request => request with { ExtractCode = false });
        await archon.RunAsync("c2", site["/docs/"], request => request with { MaxDepth = 0 });
        site.Forget();

        await archon.RefreshAsync("r1", "c1");

        // The seed was read by the last crawl, the others without their code.
        Assert.Equal(["/docs/"], site.Unchanged.Keys);
        Assert.Equal(4, site.Requests.Count(request => request.Key != "/robots.txt"));
    }

    [Fact]
    public async Task RefreshAsync_OfNoSource_FindsNone()
    {
        await using var archon = await ArchonCluster.StartAsync();

        var result = await archon.Crawl("r1").RefreshAsync(new StartRefresh { SourceId = "nobody" }, Cancel);

        Assert.Equal(StartOutcome.NotFound, result.Outcome);
        Assert.Null(await archon.Store.Inner.FindCrawlAsync("r1", Cancel));
    }

    [Fact]
    public async Task RefreshAsync_WhileACrawlOfTheSourceRuns_NamesIt_AndAskedAgainStartsOnce()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"], request => request with { Tags = ["manual"], MaxDepth = 7 });
        site.Hold();

        Assert.Equal(StartOutcome.Started, (await archon.StartRefreshAsync("r1", "c1")).Outcome);
        Assert.Equal(StartOutcome.Started, (await archon.StartRefreshAsync("r1", "c1")).Outcome);
        var second = await archon.StartRefreshAsync("r2", "c1");

        Assert.Equal((StartOutcome.AlreadyRunning, "r1"), (second.Outcome, second.CrawlId));
        site.Release();
        var record = await archon.EndOfAsync("r1");
        Assert.Equal((7, "manual", true), (record.Settings.MaxDepth, Assert.Single(record.Settings.Tags), record.Settings.Refreshes));
        var view = (await archon.Crawl("r1").GetStatusAsync(Cancel))!;
        Assert.Equal((true, 0, 0, 4, 0), (view.IsRefresh, view.PagesAdded, view.PagesChanged, view.PagesUnchanged, view.PagesRemoved));
        Assert.False((await archon.Crawl("c1").GetStatusAsync(Cancel))!.IsRefresh);
    }

    /// <summary>The chunks that have vectors: those that another model would have to embed anew.</summary>
    private static async Task<long[]> VectorsAsync(ArchonCluster archon) =>
        [.. (await archon.Store.Inner.ReadBacklogAsync((await archon.RecordAsync("c1")).SourceId, "another model", 0, 1000, Cancel)).Select(chunk => chunk.ChunkId)];
}
