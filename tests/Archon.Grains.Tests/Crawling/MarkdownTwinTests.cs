using Archon.Domain.Crawling;
using Archon.Domain.Extraction;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Pages whose site offers their Markdown beside them.</summary>
public sealed class MarkdownTwinTests
{
    // A page deeper than ten links is not followed.
    private const int Followers = 9;

    private const string Text = "An index is built by reading every row of its table once.";

    [Fact]
    public async Task APageThatNamesItsMarkdown_IsReadFromThere_AndItsLinksAreItsOwn()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("/docs/index.md", "/docs/deep"));
        site.Put("/docs/index.md", Markdown($"# Title\n\n{Text}\n\n*As it was written.* [Other](/docs/other)"));
        site.Page("/docs/deep");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 2, 2), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        var stored = await archon.DocumentAsync(site["/docs/"]);
        Assert.Contains("*As it was written.*", stored.Markdown);
        Assert.Contains(site["/docs/index.md"], (await archon.PagesAsync("c1"))[0].Detail);
        Assert.Equal(1, site.Requests["/docs/index.md"]);
    }

    [Theory]
    [InlineData("# Another page\n\nThat has nothing of it.", "text/markdown")]
    [InlineData("<html><body><main>An index is built by reading every row of its table once.</main></body></html>", "text/html")]
    public async Task WhatIsNotItsMarkdown_IsNotTaken(string body, string type)
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("/docs/index.md"));
        site.Put("/docs/index.md", Markdown(body, type));
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 1), (record.Status, record.Counters.PagesDone));
        Assert.Contains(Text, (await archon.DocumentAsync(site["/docs/"])).Markdown);
    }

    [Fact]
    public async Task ASiteWhoseMarkdownIsNone_IsNotAskedForItAgainAndAgain()
    {
        await using var site = await DocSite.StartAsync();

        // Each leads to the next, so none is on its way while another is asked for.
        site.Put("/docs/", Page("/docs/missing-0.md", "/docs/p1"));
        foreach (var n in Enumerable.Range(1, Followers))
        {
            site.Put($"/docs/p{n}", Page($"/docs/missing-{n}.md", $"/docs/p{n + 1}"));
        }

        site.Page($"/docs/p{Followers + 1}");

        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, Followers + 2, 0), (record.Status, record.Counters.PagesDone + record.Counters.PagesSkipped, record.Counters.PagesFailed));
        Assert.Equal(3, site.Requests.Keys.Count(path => path.StartsWith("/docs/missing-", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AServerThatGivesMarkdownToWhoAsksForIt_IsAskedForIt_AndThePagesLinksAreFollowed()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("/docs/", "/docs/deep") with { Negotiated = Markdown($"# Title\n\n{Text}\n\n*As it was written.*") });
        site.Page("/docs/deep");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 2, 2), (record.Status, record.Counters.PagesDone, record.Counters.PagesDiscovered));
        Assert.Contains("*As it was written.*", (await archon.DocumentAsync(site["/docs/"])).Markdown);
        Assert.Equal("Read from the Markdown that the server gives for this address.", (await archon.PagesAsync("c1"))[0].Detail);
        Assert.Equal((2, 1), (site.Requests["/docs/"], site.Requests["/docs/deep"]));
    }

    [Fact]
    public async Task AServerThatNegotiatesOverSomethingElse_IsSoonAskedNoMore()
    {
        await using var site = await DocSite.StartAsync();

        // Each leads to the next, so none is on its way while another is asked for.
        foreach (var n in Enumerable.Range(0, Followers + 1))
        {
            var path = n == 0 ? "/docs/" : $"/docs/p{n}";
            var page = new SiteAnswer { Body = DocSite.Html(path, $"/docs/p{n % Followers + 1}") };
            site.Put(path, page with { Negotiated = page });
        }

        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, Followers + 1), (record.Status, record.Counters.PagesDone));
        Assert.Equal(Followers + 1 + 3, site.Order.Count);
    }

    [Fact]
    public async Task ASiteWhoseLlmsTxtListsMarkdown_HasItsPagesReadFromThere_OnceThatIsKnown()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/llms.txt", Markdown("# Docs\n\n- [Guide](/docs/guide.md)\n- [Tour](/docs/tour.md)\n- [All](/docs/index.html)\n", "text/plain"));
        site.Page("/docs/", "/docs/contents.html");
        site.Page("/docs/contents.html", "/docs/guide.html", "/docs/tour/", "/docs/alone.html");
        site.Put("/docs/guide.html", Plain());
        site.Put("/docs/guide.md", Markdown($"# Title\n\n{Text}\n\n*As it was written.*"));
        site.Put("/docs/tour/", Plain());
        site.Put("/docs/tour.md", Markdown($"# Title\n\n{Text}\n\n*As it was told.*"));
        site.Put("/docs/alone.html", Plain());

        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.After(nameof(IArchonStore.KeepDiscoveryAsync), () =>
        {
            site.Release();
            return Task.CompletedTask;
        });

        // The list is read beside the first pages; the others come afterwards.
        site.Hold(path => path != "/docs/");
        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Contains("*As it was written.*", (await archon.DocumentAsync(site["/docs/guide.html"])).Markdown);
        Assert.Contains("*As it was told.*", (await archon.DocumentAsync(site["/docs/tour/"])).Markdown);
        Assert.Contains(Text, (await archon.DocumentAsync(site["/docs/alone.html"])).Markdown);
        Assert.Equal(TwinForm.Replaced, record.Discovery!.Twins);
        Assert.Contains(await archon.PagesAsync("c1"), page => page.Detail == $"Read from its Markdown at {site["/docs/guide.md"]}, as the site's llms.txt lists others.");
        Assert.Contains(await archon.JournalAsync("c1"), progress => progress.Log?.EndsWith("lists 3 pages, 3 in scope; 2 are the Markdown of pages, which are read from it", StringComparison.Ordinal) == true);
        Assert.Equal(1, site.Requests["/docs/guide.md"]);
    }

    [Fact]
    public async Task MarkdownThatOnlyLlmsTxtLists_IsCrawled_WhenItsPageIsNot()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/llms.txt", Markdown("# Docs\n\n- [Guide](/docs/guide.md)\n- [Alone](/docs/alone.md)\n- [Folder](/docs/folder/index.md)\n- [Failed](/docs/failed.md)\n", "text/plain"));
        site.Page("/docs/", "/docs/guide.html", "/docs/folder/", "/docs/failed");
        site.Page("/docs/guide.html");
        site.Page("/docs/folder/");
        site.Put("/docs/alone.md", Markdown("# Alone\n\nNo link leads here. [Next](next.html)"));
        site.Put("/docs/failed.md", Markdown("# Failed\n\nIts page is not there."));
        site.Page("/docs/next.html");
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(
            "/docs/ /docs/alone.md /docs/failed.md /docs/folder/ /docs/guide.html /docs/next.html".Split(' ').Select(path => site[path]),
            await archon.StoredAsync("c1"));
        Assert.Equal((CrawlStatus.Complete, 1L), (record.Status, record.Counters.PagesFailed));
        Assert.Equal(
            [site["/docs/folder/index.md"], site["/docs/guide.md"]],
            (await archon.PagesAsync("c1", PageState.Refused)).Where(row => row.Reason == PageReason.MarkdownTwin).Select(row => row.Url));
    }

    private static SiteAnswer Plain() => new() { Body = $"<html><head><title>Title</title></head><body><main><h1>Title</h1><p>{Text}</p></main></body></html>" };

    private static SiteAnswer Page(string twin, params string[] links) => new()
    {
        Body = $"<html><head><title>Title</title><link rel=alternate type=text/markdown href=\"{twin}\"></head><body><main><h1>Title</h1><p>{Text}</p></main>"
            + "<nav>" + string.Concat(links.Select(link => $"<a href=\"{link}\">{link}</a> ")) + "</nav></body></html>",
    };

    private static SiteAnswer Markdown(string text, string type = "text/markdown") => new() { Body = text, ContentType = type };
}
