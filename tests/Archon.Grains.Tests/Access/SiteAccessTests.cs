using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Planning;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Archon.Ports.Secrets;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Access;

/// <summary>A site that wants to know who reads.</summary>
public sealed class SiteAccessTests
{
    private const string Password = "correct horse";
    private static readonly string Basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{Password}"))}";
    private static readonly SiteAccess Me = new() { Basic = new BasicCredentials { User = "me", Password = Password }, Cookies = ImmutableDictionary<string, string>.Empty.Add("lang", "en") };

    private readonly TestSeal _seal = new();

    [Fact]
    public async Task Access_IsToldToEveryPageOfItsOrigin_AndKeptForRefreshes()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Access = Me });
        var refreshed = await archon.RefreshAsync("r1", "c1");

        Assert.Equal((CrawlStatus.Complete, 3, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal((CrawlStatus.Complete, 3), (refreshed.Status, refreshed.Counters.PagesUnchanged));
        Assert.All(["/docs/", "/docs/a", "/docs/b", "/sitemap.xml"], path => Assert.Equal((Basic, "lang=en"), site.Told[path]));

        // Asked once for everybody who crawls the host.
        Assert.Equal((null, null), site.Told["/robots.txt"]);
    }

    [Fact]
    public async Task WithoutAccess_NothingIsTold()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Error, record.Status);
        Assert.Equal((null, null), site.Told["/docs/"]);
    }

    [Fact]
    public async Task AnotherOrigin_HearsNothing()
    {
        var told = new ConcurrentDictionary<string, int>();
        var fetcher = new ScriptedFetcher();
        void Page(string path, Func<FetchRequest, FetchResult> answer) => fetcher.On(path, (_, request) =>
        {
            told[request.Url.AbsoluteUri] = request.Headers.Length;
            return Task.FromResult(answer(request));
        });
        Page("/", request => Document(request, "http://docs.site.example/moved", "http://api.site.example/linked", "https://docs.site.example/secure"));
        Page("/moved", request => request.Url.Host.StartsWith("docs", StringComparison.Ordinal) ? new FetchRedirect(new Uri("http://api.site.example/moved"), 302) : Document(request));
        Page("/linked", request => Document(request));
        Page("/secure", request => Document(request));
        foreach (var file in new[] { "/robots.txt", "/sitemap.xml", "/llms.txt" })
        {
            Page(file, _ => new FetchFailure(PageReason.HttpClientError, 404, "None."));
        }

        await using var archon = await StartAsync(fetcher);

        await archon.RunAsync("c1", "http://docs.site.example/", request => request with { Access = Me, Scope = "domain" });

        Assert.All(["/", "/moved", "/sitemap.xml"], path => Assert.Equal(2, told[$"http://docs.site.example{path}"]));
        Assert.All(
            ["http://api.site.example/moved", "http://api.site.example/linked", "https://docs.site.example/secure", "http://api.site.example/robots.txt", "http://docs.site.example/robots.txt"],
            url => Assert.Equal(0, told[url]));
    }

    [Fact]
    public async Task ASeedThatRedirectsElsewhere_TakesNothingAlong()
    {
        var told = new ConcurrentDictionary<string, int>();
        var fetcher = new ScriptedFetcher();
        fetcher.On("/robots.txt", (_, _) => Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpClientError, 404, "None.")));
        fetcher.On("/", (_, request) =>
        {
            told[request.Url.AbsoluteUri] = request.Headers.Length;
            return Task.FromResult<FetchResult>(request.Url.Scheme == "http" ? new FetchRedirect(new Uri("https://www.site.example/"), 301) : Document(request));
        });
        await using var archon = await StartAsync(fetcher);

        var record = await archon.RunAsync("c1", "http://site.example/", request => request with { Access = Me, Mode = "single" });

        Assert.Equal(1, record.Counters.PagesDone);
        Assert.Equal((2, 0), (told["http://site.example/"], told["https://www.site.example/"]));
    }

    [Fact]
    public async Task AnotherOriginThatAsksWhoReads_IsExplained()
    {
        var fetcher = new ScriptedFetcher();
        fetcher.On("/robots.txt", (_, _) => Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpClientError, 404, "None.")));
        fetcher.On("/", (_, request) => Task.FromResult<FetchResult>(request.Url.Scheme == "http"
            ? new FetchRedirect(new Uri("https://site.example/"), 301)
            : new FetchFailure(PageReason.HttpClientError, 401, "Who asks?")));
        await using var archon = await StartAsync(fetcher);

        await archon.RunAsync("c1", "http://site.example/", request => request with { Access = Me, Mode = "single" });

        Assert.Contains("is for http://site.example alone", Assert.Single(await archon.PagesAsync("c1", PageState.Failed)).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsStored_IsSealed()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Access = Me });

        Assert.StartsWith($"k1 {site.Address.GetLeftPart(UriPartial.Authority)} ", record.Settings.Access);
        Assert.DoesNotContain(Password, JsonSerializer.Serialize(record), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, JsonSerializer.Serialize(await archon.JournalAsync("c1")), StringComparison.Ordinal);
        Assert.DoesNotContain(Password, new StartCrawl { Request = new CrawlRequest { Url = "https://a/", Access = Me } }.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutAKey_NothingBegins()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();
        _seal.Key = null;

        var started = await archon.StartCrawlAsync("c1", site["/docs/"], request => request with { Access = Me });

        Assert.Equal(new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "access", Message = "There is no key." }, started);
        Assert.Null(await archon.Store.Inner.FindCrawlAsync("c1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WithAnotherKey_ARefreshIsRefused_AndARetryFailsWithTheReason()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();
        site.Put("/docs/b", new SiteAnswer { Status = 404 });
        await archon.RunAsync("c1", site["/docs/"], request => request with { Access = Me });
        _seal.Key = "k2";

        var refresh = await archon.StartRefreshAsync("r1", "c1");
        site.Forget();
        await archon.Crawl("c1").RetryFailedAsync(TestContext.Current.CancellationToken);
        await archon.EndOfAsync("c1");

        Assert.Equal((StartOutcome.Invalid, "access", "Another key."), (refresh.Outcome, refresh.Field, refresh.Message));
        var page = Assert.Single(await archon.PagesAsync("c1", PageState.Failed));
        Assert.Equal((PageReason.AccessUnreadable, "Another key."), (page.Reason, page.Detail));
        Assert.Empty(site.Requests);
    }

    [Fact]
    public async Task WhatCannotBeSent_IsRefusedWithItsMember()
    {
        await using var archon = await StartAsync();

        var started = await archon.StartCrawlAsync("c1", "https://a.example/", request => request with { Access = new SiteAccess { Bearer = "two words" } });

        Assert.Equal((StartOutcome.Invalid, "access.bearer"), (started.Outcome, started.Field));
        Assert.DoesNotContain("two words", started.Message);
    }

    [Fact]
    public async Task APlan_IsMadeWithIt()
    {
        await using var site = await SiteAsync();
        await using var archon = await StartAsync();

        var plan = await archon.Grains.GetGrain<IPlanGrain>(0).PlanAsync(
            new StartCrawl { Request = new CrawlRequest { Url = site["/docs/"], Access = Me } }, TestContext.Current.CancellationToken);

        Assert.Equal(("Page /docs/", 2), (plan.SeedTitle, plan.Admitted));
    }

    private static FetchedDocument Document(FetchRequest request, params string[] links)
    {
        var html = DocSite.Html(request.Url.AbsolutePath, links);
        return new FetchedDocument { Status = 200, Kind = DocumentKind.Html, Text = html, Bytes = html.Length };
    }

    private Task<ArchonCluster> StartAsync(ScriptedFetcher? fetcher = null) => ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher, Services = services => services.AddSingleton<ISecretSeal>(_seal) });

    private static async Task<DocSite> SiteAsync()
    {
        var site = await DocSite.StartAsync();
        site.Authorization = Basic;
        site.Page("/docs/", "/docs/a", "/docs/b");
        site.Page("/docs/a");
        site.Page("/docs/b");
        return site;
    }
}
