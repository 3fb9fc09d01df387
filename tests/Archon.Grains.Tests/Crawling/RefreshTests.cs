using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task APageThatIsGoneTwice_IsRemoved()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Remove("/docs/b");

        var once = await archon.RefreshAsync("r1", "c1");
        Assert.Equal((0, 0, 3, 0), Changes(once));
        Assert.Equal((0, 1), (once.Counters.PagesFailed, once.Counters.PagesSkipped));
        Assert.Contains(site["/docs/b"], await archon.StoredAsync("r1"));

        var twice = await archon.RefreshAsync("r2", "c1");
        Assert.Equal((0, 0, 3, 1), Changes(twice));
        Assert.Equal([site["/docs/"], site["/docs/a"], site["/docs/deep"]], await archon.StoredAsync("r2"));
        Assert.DoesNotContain(await archon.JournalAsync("r2"), progress => progress.Log?.StartsWith("Failed", StringComparison.Ordinal) == true);

        // Nothing is stored of it any more, so it is a dead link like any other.
        Assert.Equal(1, (await archon.RefreshAsync("r3", "c1")).Counters.PagesFailed);
    }

    [Fact]
    public async Task APageThatNoLinkLeadsTo_IsAskedForItself()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Tagged("/docs/", "2", "/docs/a");
        site.Tagged("/docs/a", "2");
        site.Remove("/docs/b");
        site.Tagged("/docs/deep", "2", "/docs/only-from-there");
        site.Tagged("/docs/only-from-there", "1");
        site.Forget();

        var once = await archon.RefreshAsync("r1", "c1");
        Assert.Equal((0, 3, 0, 0), Changes(once));
        Assert.Equal(["/docs/", "/docs/a", "/docs/b", "/docs/deep"], site.Order.Order());
        Assert.Contains(await archon.JournalAsync("r1"), progress => progress.Log == "Asking for 2 stored pages that no link leads to");

        // What exists stays; what does not goes.
        var twice = await archon.RefreshAsync("r2", "c1");
        Assert.Equal((0, 0, 3, 1), Changes(twice));
        Assert.Equal([site["/docs/"], site["/docs/a"], site["/docs/deep"]], await archon.StoredAsync("r2"));
    }

    [Fact]
    public async Task ASiteThatIsInTrouble_LosesNothing()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        foreach (var path in new[] { "/docs/a", "/docs/b", "/docs/deep" })
        {
            site.Put(path, new SiteAnswer { Status = 503 });
        }

        await archon.RefreshAsync("r1", "c1");
        var record = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((0, 0, 1, 0), Changes(record));
        Assert.Equal(3, record.Counters.PagesFailed);
        Assert.Equal(4, (await archon.StoredAsync("r2")).Length);
    }

    [Fact]
    public async Task WhileARefreshWorks_TheSourceIsNeverEmpty()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        foreach (var path in new[] { "/docs/a", "/docs/b", "/docs/deep" })
        {
            site.Remove(path);
        }

        var fewest = int.MaxValue;
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () => fewest = Math.Min(fewest, (await DocumentsAsync(archon)).Count));
        await archon.RefreshAsync("r1", "c1");
        Assert.Equal(4, fewest);

        await archon.RefreshAsync("r2", "c1");
        Assert.Equal([site["/docs/"]], await archon.StoredAsync("r2"));
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
    public async Task APageThatAsksNoLongerToBeIndexed_IsNotKeptByItsTag()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Tagged("/docs/a", "1", "/docs/deep");
        var tagged = site.Answer("/docs/a");
        site.Put("/docs/a", tagged with { Headers = new Dictionary<string, string>(tagged.Headers) { ["X-Robots-Tag"] = "noindex" } });

        await archon.RefreshAsync("r1", "c1");
        var record = await archon.RefreshAsync("r2", "c1");

        Assert.Equal((0, 0, 3, 1), Changes(record));
        Assert.Equal([site["/docs/"], site["/docs/b"], site["/docs/deep"]], await archon.StoredAsync("r2"));
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

    [Theory]
    [InlineData("deactivated")]
    [InlineData("paused")]
    [InlineData("killed")]
    public async Task InterruptedAnywhere_ItCountsEachPageOnce(string how)
    {
        await using var site = await StarAsync(60);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = how == "killed" ? (short)3 : (short)1 });
        await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 2 });
        Change(site);
        await archon.RefreshAsync("r1", "c1");
        site.Forget();

        await archon.StartRefreshAsync("r2", "c1");
        await site.When(() => site.Order.Count >= 5);
        await InterruptAsync(archon, how);

        // Again among pages that no link leads to.
        await site.When(() => site.Order.Any(path => string.CompareOrdinal(path, "/docs/p30") > 0));
        await InterruptAsync(archon, how);

        var record = await archon.EndOfAsync("r2");
        Assert.Equal((CrawlStatus.Complete, 0), (record.Status, record.Counters.PagesFailed));
        Assert.Equal((0, 0, 50, 10), Changes(record));
        Assert.Equal(50, (await archon.StoredAsync("r2")).Length);
        Assert.Single(await archon.JournalAsync("r2"), progress => progress.IsTerminal);
    }

    [Fact]
    public async Task Cancelled_KeepsWhatIsStored()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        site.Hold();
        await archon.StartRefreshAsync("r1", "c1");
        await site.When(() => site.InFlight == 1);

        await archon.Crawl("r1").CancelAsync(Cancel);
        site.Release();

        Assert.Equal(CrawlStatus.Cancelled, (await archon.EndOfAsync("r1")).Status);
        Assert.Equal(4, (await archon.StoredAsync("c1")).Length);
        Assert.Equal((0, 0, 4, 0), Changes(await archon.RefreshAsync("r2", "c1")));
    }

    private static (long Added, long Changed, long Unchanged, long Removed) Changes(CrawlRecord record) =>
        (record.Counters.PagesAdded, record.Counters.PagesChanged, record.Counters.PagesUnchanged, record.Counters.PagesRemoved);

    private static async Task InterruptAsync(ArchonCluster archon, string how)
    {
        switch (how)
        {
            case "paused":
                await archon.Crawl("r2").PauseAsync(Cancel);
                await archon.Crawl("r2").ResumeAsync(Cancel);
                return;
            case "deactivated":
                await archon.Cluster.DeactivateAsync(archon.Crawl("r2"));
                break;
            default:
                await archon.Cluster.KillSiloAsync(archon.Cluster.Silos[^1], Cancel);
                break;
        }

        // Asked by a silo that lives: the client may still try the gateway that has just died.
        await archon.Cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<ICrawlGrain>("r2").EnsureRunningAsync(Cancel);
    }

    /// <summary>Four pages with ETags: the seed, two it links to, and one behind the first of them.</summary>
    private static async Task<DocSite> SiteAsync()
    {
        var site = await DocSite.StartAsync();
        site.Tagged("/docs/", "1", "/docs/a", "/docs/b", "/other/");
        site.Tagged("/docs/a", "1", "/docs/deep");
        site.Tagged("/docs/b", "1");
        site.Tagged("/docs/deep", "1");
        return site;
    }

    private static async Task<DocSite> StarAsync(int pages)
    {
        var site = await DocSite.StartAsync();
        string[] links = [.. Enumerable.Range(1, pages - 1).Select(i => $"/docs/p{i:00}")];
        site.Tagged("/docs/", "1", links);
        foreach (var link in links)
        {
            site.Tagged(link, "1");
        }

        return site;
    }

    /// <summary>Half of the links are taken away, and ten of the pages, five that are linked and five that are not.</summary>
    private static void Change(DocSite site)
    {
        site.Tagged("/docs/", "2", [.. Enumerable.Range(1, 30).Select(i => $"/docs/p{i:00}")]);
        foreach (var page in new[] { 1, 7, 13, 19, 25, 31, 37, 43, 49, 55 })
        {
            site.Remove($"/docs/p{page:00}");
        }
    }

    private static async Task<List<DocumentRecord>> DocumentsAsync(ArchonCluster archon) =>
        [.. (await archon.Store.Inner.ListDocumentsAsync((await archon.RecordAsync("c1")).SourceId, 1000, null, Cancel)).Items];

    /// <summary>The chunks that have vectors: those that another model would have to embed anew.</summary>
    private static async Task<long[]> VectorsAsync(ArchonCluster archon) =>
        [.. (await archon.Store.Inner.ReadBacklogAsync((await archon.RecordAsync("c1")).SourceId, "another model", 0, 1000, Cancel)).Select(chunk => chunk.ChunkId)];
}
