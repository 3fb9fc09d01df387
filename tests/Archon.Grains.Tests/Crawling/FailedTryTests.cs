using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Pages;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

/// <summary>What a crawl does with pages that fail.</summary>
public sealed class FailedTryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task APageThatWaitsForItsNextTry_KeepsNoRequestFromTheOthers_AndSurvivesTheRun()
    {
        await using var site = await DocSite.StarAsync(12);
        var fetcher = new ScriptedFetcher();
        fetcher.On("/docs/p1", (call, request) => call == 0 ? Fail(PageReason.Timeout) : fetcher.Real!.FetchAsync(request, Cancel));
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Fetcher = fetcher,
            Services = services => services.Configure<PageCrawlerOptions>(options => (options.Backoff, options.MaxBackoff) = (TimeSpan.FromMinutes(10), TimeSpan.FromHours(1))),
        });
        var rest = new TaskCompletionSource();
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.RecordAsync("c1")).Counters.PagesDone == 11)
            {
                rest.TrySetResult();
            }
        });
        await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Concurrency = 1 });

        // Eleven of twelve, one request at a time: the twelfth waits for ten minutes, and not in the way.
        await Patience.WaitAsync(rest.Task);
        Assert.Equal(1, (await archon.RecordAsync("c1")).Counters.PagesOpen);
        Assert.False(site.Requests.ContainsKey("/docs/p1"));

        // The next run does not know how often the last one has tried.
        await archon.Cluster.DeactivateAsync(archon.Crawl("c1"));
        await archon.Crawl("c1").EnsureRunningAsync(Cancel);
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 12L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task Pages_AreTriedAsOftenAsTheirFailureDeserves()
    {
        await using var site = await DocSite.StarAsync(8);
        var tries = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var fetcher = new ScriptedFetcher();
        (string Path, PageReason Reason, int? Status)[] failures =
        [
            ("/docs/p1", PageReason.Timeout, null), ("/docs/p2", PageReason.HttpServerError, 500), ("/docs/p3", PageReason.HttpClientError, 404),
            ("/docs/p4", PageReason.Dns, null), ("/docs/p5", PageReason.Tls, null), ("/docs/p6", PageReason.TooLarge, 200),
        ];
        foreach (var (path, reason, status) in failures)
        {
            fetcher.On(path, (_, _) =>
            {
                tries.AddOrUpdate(path, 1, (_, count) => count + 1);
                return Fail(reason, status);
            });
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((2L, 6L), (record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal([3, 3, 1, 2, 1, 1], failures.Select(failure => tries[failure.Path]));
        Assert.Equal(
            failures.Select(failure => (site[failure.Path], failure.Reason, tries[failure.Path])),
            (await archon.PagesAsync("c1", PageState.Failed)).Select(page => (page.Url, page.Reason, page.Attempts)));
    }

    [Fact]
    public async Task ACrawlThatGetsNothing_StopsEarlyWithTheReason_AndRunsAfterAllWhenRetried()
    {
        await using var site = await DocSite.StartAsync();
        string[] paths = [.. Enumerable.Range(1, 200).Select(i => $"/docs/p{i}")];
        site.Put("/docs/", new SiteAnswer { Body = DocSite.Html("/docs/", paths), Headers = new Dictionary<string, string> { ["X-Robots-Tag"] = "noindex" } });
        var isDown = true;
        var fetcher = new ScriptedFetcher();
        foreach (var path in paths)
        {
            site.Page(path);
            fetcher.On(path, (_, request) => isDown ? Fail(PageReason.Timeout) : fetcher.Real!.FetchAsync(request, Cancel));
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Error, 0L, 201L), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        Assert.InRange(record.Counters.PagesFailed, 20, 60);
        Assert.Matches("^[0-9]+ pages failed and none could be stored: [0-9]+ x timeout\\.$", record.Error);
        Assert.Equal(record.Counters.PagesFailed, (await archon.PagesAsync("c1", PageState.Failed)).Length);
        Assert.Equal(record.Counters.PagesOpen, (await archon.PagesAsync("c1", PageState.Pending)).Length);
        Assert.Equal(record.Error, Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal).Error);

        isDown = false;
        Assert.Equal(RetryFailedOutcome.Retrying, (await archon.Crawl("c1").RetryFailedAsync(Cancel)).Outcome);
        var again = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 200L, 0L, null), (again.Status, again.Counters.PagesDone, again.Counters.PagesFailed, again.Error));
        Assert.Equal(2, (await archon.JournalAsync("c1")).Count(progress => progress.IsTerminal));
    }

    private static Task<FetchResult> Fail(PageReason reason, int? status = null) =>
        Task.FromResult<FetchResult>(new FetchFailure(reason, status, $"{reason}, because the test says so."));
}
