using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;
using GrainHosts = Archon.Grains.Hosts;
using PrivateAccess = Archon.GrainInterfaces.Crawling.PrivateAccess;

namespace Archon.Grains.Tests.Pages;

/// <summary>Which pages of a crawl a browser gets, and what becomes of them.</summary>
public sealed class PageRenderingTests
{
    private const string Shell = "<html><head><title>Shell</title></head><body><div id=root></div><script src=/app.js></script></body></html>";

    [Fact]
    public async Task Always_RendersEveryHtmlPage_AndKeepsWhatTheServerSaid()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = "<p>As it came.</p>", Headers = new Dictionary<string, string> { ["ETag"] = "\"e1\"" } });
        site.Put("/docs/text.txt", new SiteAnswer { Body = "Plain words.", ContentType = "text/plain" });
        site.Put("/docs/hidden", new SiteAnswer { Body = "<p>Not for the index.</p>", Headers = new Dictionary<string, string> { ["X-Robots-Tag"] = "noindex" } });
        var renderer = new ScriptedRenderer(request => Rendered(request, "/docs/", "/docs/text.txt", "/docs/hidden"));
        await using var archon = await StartAsync(renderer);

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Render = "always" });

        Assert.Equal((CrawlStatus.Complete, 2, 1), (record.Status, record.Counters.PagesDone, record.Counters.PagesSkipped));
        Assert.Equal(["/docs/", "/docs/hidden"], renderer.Paths.Order(StringComparer.Ordinal));
        var seed = (await archon.PagesAsync("c1")).Single(page => page.Url == site["/docs/"]);
        Assert.Equal((200, "Rendered, as asked."), (seed.HttpStatus, seed.Detail));
        var stored = await archon.Store.Inner.FindDocumentByUrlAsync(site["/docs/"], TestContext.Current.CancellationToken);
        Assert.Contains("Written by a script", stored!.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Never_RendersNothing()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = Shell });
        var renderer = new ScriptedRenderer(request => Rendered(request));
        await using var archon = await StartAsync(renderer);

        await archon.RunAsync("c1", site["/docs/"], request => request with { Render = "never" });

        Assert.Empty(renderer.Asked);
    }

    [Fact]
    public async Task Auto_RendersASeedWithHardlyALink_AndFollowsTheMenuThatItsScriptsWrite()
    {
        await using var site = await DocSite.StartAsync();
        var text = string.Concat(Enumerable.Repeat("<p>What the library is for, said at some length, as its author does.</p>", 30));
        site.Put("/docs/", new SiteAnswer { Body = $"<div id=menu></div><main><h1>Library</h1>{text}</main><script src=menu.js></script>" });
        string[] links = [.. Enumerable.Range(0, 8).Select(page => $"/docs/p{page}")];
        foreach (var link in links)
        {
            site.Put(link, new SiteAnswer { Body = $"<div id=menu></div><main><h1>{link}</h1>{text}</main><script src=menu.js></script>" });
        }

        var renderer = new ScriptedRenderer(request => Rendered(request, links));
        await using var archon = await StartAsync(renderer);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(9, record.Counters.PagesDone);
        Assert.Equal(["/docs/"], renderer.Paths);
        Assert.Equal("Rendered, for the crawl begins with it and it has 0 links.", (await archon.PagesAsync("c1")).Single(page => page.Url == site["/docs/"]).Detail);
    }

    [Fact]
    public async Task Auto_RendersTheShells_FollowsTheirLinks_AndSaysWhy()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = Shell });
        for (var page = 0; page < 30; page++)
        {
            site.Put($"/docs/p{page}", new SiteAnswer { Body = page % 3 == 0 ? DocSite.Html($"/docs/p{page}") : Shell });
        }

        string[] links = [.. Enumerable.Range(0, 30).Select(page => $"/docs/p{page}")];
        var renderer = new ScriptedRenderer(request => Rendered(request, links));
        await using var archon = await StartAsync(renderer);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 31), (record.Status, record.Counters.PagesDone));
        Assert.Equal(21, renderer.Asked.Count);
        Assert.All(renderer.Asked, request => Assert.Equal(Shell, request.Html));
        var rows = await archon.PagesAsync("c1", PageState.Done);
        Assert.Equal(21, rows.Count(page => page.Detail?.StartsWith("Rendered, for #root holds 0 characters.", StringComparison.Ordinal) == true));
        Assert.All(site.Requests.Where(request => request.Key != "/robots.txt"), request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task Auto_LearnsFromShellsThatGainNothing_AndKeepsThemAsTheyCame()
    {
        const string Thin = "<html><body><p>A page of few words.</p><script src=/count.js></script></body></html>";
        await using var site = await DocSite.StartAsync();
        string[] links = [.. Enumerable.Range(0, 40).Select(page => $"/docs/p{page}")];
        site.Page("/docs/", links);
        foreach (var link in links)
        {
            site.Put(link, new SiteAnswer { Body = Thin });
        }

        var renderer = new ScriptedRenderer(request => Task.FromResult<RenderResult>(new RenderedDocument(request.Html)));
        await using var archon = await StartAsync(renderer);

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 41), (record.Status, record.Counters.PagesDone));
        Assert.Equal(3, renderer.Asked.Count);
        var rows = await archon.PagesAsync("c1", PageState.Done);
        Assert.Equal(37, rows.Count(page => page.Detail?.StartsWith("Not rendered, though it holds 16 characters of text: pages like it gained nothing.", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task MissingBrowser_FailsTheShellsAlone()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/shell", "/docs/thin", "/docs/blank");
        site.Put("/docs/shell", new SiteAnswer { Body = "<div id=root>Loading…</div><script src=/app.js></script>" });
        site.Put("/docs/thin", new SiteAnswer { Body = "<p>A page of few words.</p><script src=/count.js></script>" });
        site.Put("/docs/blank", new SiteAnswer { Body = "<body><script src=/count.js></script></body>" });
        var renderer = new ScriptedRenderer(_ => Task.FromResult<RenderResult>(new RenderFailure(PageReason.BrowserMissing, "No Chromium. Install it.")));
        await using var archon = await StartAsync(renderer);

        await archon.RunAsync("c1", site["/docs/"]);

        var rows = (await archon.PagesAsync("c1")).ToDictionary(page => page.Url, StringComparer.Ordinal);
        Assert.Equal((PageState.Done, null), (rows[site["/docs/"]].State, rows[site["/docs/"]].Detail));
        Assert.Equal((PageState.Failed, PageReason.BrowserMissing, "No Chromium. Install it."), (rows[site["/docs/shell"]].State, rows[site["/docs/shell"]].Reason, rows[site["/docs/shell"]].Detail));
        Assert.Equal(
            (PageState.Done, "Not rendered, though it holds 16 characters of text. No Chromium. Install it."),
            (rows[site["/docs/thin"]].State, rows[site["/docs/thin"]].Detail));
        Assert.Equal((PageState.Failed, PageReason.BrowserMissing), (rows[site["/docs/blank"]].State, rows[site["/docs/blank"]].Reason));
    }

    [Fact]
    public async Task ScriptThatGoesElsewhere_IsFollowedLikeARedirect()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = Shell });
        site.Page("/docs/en/");
        var renderer = new ScriptedRenderer(_ => Task.FromResult<RenderResult>(new RenderRedirect(new Uri(site["/docs/en/"]))));
        await using var archon = await StartAsync(renderer);

        await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal([site["/docs/en/"]], await archon.StoredAsync("c1"));
    }

    [Fact]
    public async Task Permit_IsHeldWhileAPageIsRendered()
    {
        await using var site = await DocSite.StartAsync();
        string[] links = ["/docs/a", "/docs/b", "/docs/c"];
        site.Put("/docs/", new SiteAnswer { Body = Shell });
        foreach (var link in links)
        {
            site.Put(link, new SiteAnswer { Body = Shell });
        }

        var under = 0;
        var most = 0;
        var renderer = new ScriptedRenderer(async request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref under));
            await Task.Yield();
            Interlocked.Decrement(ref under);
            return await Rendered(request, links);
        });
        await using var archon = await StartAsync(renderer, services => services.Configure<GrainHosts.HostOptions>(options => options.Concurrency = 1));

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((4, 1, 1), (record.Counters.PagesDone, most, site.Peak));
    }

    [Theory]
    [InlineData(PrivateAccess.SeedOrigin, PrivateReach.OwnOrigin)]
    [InlineData(PrivateAccess.All, PrivateReach.All)]
    [InlineData(PrivateAccess.None, PrivateReach.None)]
    public async Task Page_ReachesWhatItsCrawlMay(PrivateAccess access, PrivateReach reach)
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = Shell });
        var renderer = new ScriptedRenderer(request => Rendered(request));
        await using var archon = await StartAsync(renderer);

        var start = new StartCrawl { Request = new CrawlRequest { Url = site["/docs/"] }, PrivateAccess = access };
        await archon.Crawl("c1").StartAsync(start, TestContext.Current.CancellationToken);
        await archon.EndOfAsync("c1");

        Assert.Equal(reach, Assert.Single(renderer.Asked).PrivateReach);
    }

    [Fact]
    public async Task Refresh_RendersAgain_WhateverTheServerSaysOfTheShell()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer { Body = Shell, Headers = new Dictionary<string, string> { ["ETag"] = "\"shell\"" } });
        var text = "The first text that a script has put here. ";
        var renderer = new ScriptedRenderer(_ => Task.FromResult<RenderResult>(new RenderedDocument(
            $"<html><body><main><h1>Written by a script</h1><p>{string.Concat(Enumerable.Repeat(text, 10))}</p></main></body></html>")));
        await using var archon = await StartAsync(renderer);
        await archon.RunAsync("c1", site["/docs/"]);

        text = "What the script puts here by now. ";
        var record = await archon.RefreshAsync("r1", "c1");

        Assert.Equal((1L, 0L), (record.Counters.PagesChanged, record.Counters.PagesUnchanged));
        Assert.Equal(2, renderer.Asked.Count);
    }

    private static Task<RenderResult> Rendered(RenderRequest request, params string[] links) => Task.FromResult<RenderResult>(new RenderedDocument(
        $"<html><body><main><h1>Written by a script</h1><p>{string.Concat(Enumerable.Repeat($"Words that a script has put at {request.Url.AbsolutePath}. ", 10))}</p>"
        + $"{string.Concat(links.Select(link => $"<p><a href=\"{link}\">{link}</a></p>"))}</main></body></html>"));

    private static Task<ArchonCluster> StartAsync(ScriptedRenderer renderer, Action<IServiceCollection>? services = null) => ArchonCluster.StartAsync(new ClusterParts
    {
        Services = all =>
        {
            all.AddSingleton<IPageRenderer>(renderer);
            services?.Invoke(all);
        },
    });
}
