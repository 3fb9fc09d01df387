using Archon.Domain.Crawling;
using Archon.Domain.Politeness;
using Archon.GrainInterfaces.Hosts;
using Archon.Grains.Hosts;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Archon.Ports.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Hosts;

/// <summary>Hosts that are to be left alone, and what that means for crawls.</summary>
public sealed class HostHoldTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RobotsTxtThatIsUnavailableForAWhile_DelaysThePagesAndFailsNone()
    {
        await using var site = await DocSite.StarAsync(5);
        var fetcher = new ScriptedFetcher();
        fetcher.On("/robots.txt", (call, request) => call switch
        {
            0 => Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpServerError, 503, "Not now.") { RetryAfter = TimeSpan.FromMilliseconds(50) }),
            1 => Task.FromResult<FetchResult>(new FetchFailure(PageReason.Timeout, null, "Nothing came.")),
            2 => Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpClientError, 429, "Too many.")),
            _ => fetcher.Real!.FetchAsync(request, Cancel),
        });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Fetcher = fetcher,
            Services = services => services.Configure<HostOptions>(options => (options.Backoff, options.RobotsPatience) = (TimeSpan.FromMilliseconds(20), TimeSpan.FromHours(1))),
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 5L, 0L), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(1, site.Requests["/robots.txt"]);
        Assert.All(await archon.PagesAsync("c1"), page => Assert.Equal(1, page.Attempts));
    }

    [Fact]
    public async Task AHostThatAsksToBeLeftAlone_IsLeftAloneByItsNextActivation()
    {
        await using var archon = await ArchonCluster.StartAsync();
        var kept = new TaskCompletionSource();
        var host = archon.Grains.GetGrain<IHostGrain>("http://asks.example");
        var request = new PermitRequest
        {
            PathAndQuery = "/",
            RespectRobots = false,
            AllowPrivateAddress = false,
            Id = 1L << 40,
            Silo = archon.Cluster.Silos[0].SiloAddress.ToParsableString(),
            Patient = false,
        };
        var permit = await host.AcquireAsync(request, Cancel);
        archon.Store.After(nameof(IArchonStore.SaveHostAsync), async () =>
        {
            if ((await archon.Store.Inner.FindHostAsync("http://asks.example", Cancel))?.HeldUntil is not null)
            {
                kept.TrySetResult();
            }
        });

        await host.ReleaseAsync(new PermitReport { Id = permit.Id, Verdict = (int)ExchangeVerdict.Throttled, HttpStatus = 429, RetryAfter = TimeSpan.FromMinutes(5) });
        await Patience.WaitAsync(kept.Task);
        await archon.Cluster.DeactivateAsync(host);

        var next = await host.AcquireAsync(request with { Id = 2L << 40 }, Cancel);
        var state = await host.GetStateAsync(Cancel);
        Assert.Equal((0, true), (next.Id, next.Waits));
        Assert.InRange(next.HeldFor, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5));
        Assert.Equal((429, 1, 8, 16, 1L), (state.LastStatus, state.Backoff, state.Limit, state.Ceiling, state.Requests));
        Assert.NotNull(state.HeldUntil);
    }

    [Fact]
    public async Task AStoreThatIsAway_CostsTheMemoryOfAHostAndNothingElse()
    {
        await using var site = await DocSite.StarAsync(6);
        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.Fail(nameof(IArchonStore.FindHostAsync), 1);
        archon.Store.Fail(nameof(IArchonStore.SaveHostAsync), 1000);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 6L), (record.Status, record.Counters.PagesDone));
    }

    [Fact]
    public async Task ASlowHostOfACrawl_DoesNotStallItsOtherHosts()
    {
        string[] slow = [.. Enumerable.Range(1, 30).Select(i => $"http://slow.site.example/s{i}")];
        string[] quick = [.. Enumerable.Range(1, 30).Select(i => $"http://docs.site.example/q{i}")];
        var fetcher = new ScriptedFetcher();
        fetcher.On("/robots.txt", (_, request) => Answer(request, request.Url.Host.StartsWith("slow", StringComparison.Ordinal) ? "User-agent: *\nCrawl-delay: 30" : ""));
        fetcher.On("/", (_, request) => Answer(request, DocSite.Html("/", [.. slow, .. quick])));
        foreach (var url in slow.Concat(quick))
        {
            fetcher.On(new Uri(url).AbsolutePath, (_, request) => Answer(request, DocSite.Html(request.Url.AbsolutePath)));
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });
        var done = new TaskCompletionSource();
        archon.Store.After(nameof(IArchonStore.CommitPageAsync), async () =>
        {
            if ((await archon.PagesAsync("c1", PageState.Done)).Count(page => page.Url.StartsWith("http://docs.", StringComparison.Ordinal)) == 31)
            {
                done.TrySetResult();
            }
        });

        await archon.StartCrawlAsync("c1", "http://docs.site.example/", request => request with { Scope = "domain", Concurrency = 4 });

        // Thirty pages of the slow host would take a quarter of an hour.
        await Patience.WaitAsync(done.Task);
        Assert.True((await archon.RecordAsync("c1")).Counters.PagesOpen > 20);
        await archon.Crawl("c1").CancelAsync(Cancel);
    }

    private static Task<FetchResult> Answer(FetchRequest request, string text) => Task.FromResult<FetchResult>(new FetchedDocument
    {
        Status = 200,
        Kind = request.Url.AbsolutePath == "/robots.txt" ? DocumentKind.PlainText : DocumentKind.Html,
        Text = text,
        Bytes = text.Length,
    });
}
