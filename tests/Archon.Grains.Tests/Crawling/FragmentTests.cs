using Archon.Domain.Anchors;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Crawling;

/// <summary>What is found of a page leads to its section.</summary>
public sealed class FragmentTests
{
    private const string Text = "An index is built by reading every row of its table once, and a gudgeon is put behind each of the rows that were read.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WhatIsFound_LeadsToItsSection_AndAPageToItself()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(site["/docs/"] + "#set%20up", await FirstAsync(archon, "gudgeon", "chunks"));
        Assert.Equal(site["/docs/"] + "#set%20up", await FirstAsync(archon, "frobnicate", "code"));
        Assert.Equal(site["/docs/"], await FirstAsync(archon, "gudgeon", "pages"));
        var chunks = await Library(archon).ListChunksAsync(record.SourceId, 100, null, Cancel);
        Assert.Contains(site["/docs/"] + "#set%20up", chunks.Items.Select(chunk => chunk.Url));
    }

    [Fact]
    public async Task AnAddressThatLeadsToASection_FindsThePage_AndSaysWhereItBegins()
    {
        await using var site = await SiteAsync();
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var page = (await Library(archon).FindPageByUrlAsync(site["/docs/"] + "#set%20up", Cancel))!;
        Assert.Equal(site["/docs/"], page.Url);
        Assert.StartsWith("## Set up", page.Markdown[page.SectionStart!.Value..], StringComparison.Ordinal);
        Assert.Null((await Library(archon).FindPageByUrlAsync(site["/docs/"], Cancel))!.SectionStart);
        Assert.Null((await Library(archon).FindPageByUrlAsync(site["/docs/"] + "#nowhere", Cancel))!.SectionStart);

        // It looks like the route of a site that is one document.
        var routed = (await Library(archon).FindPageByUrlAsync(site["/docs/"] + "#/paths/get", Cancel))!;
        Assert.StartsWith("## Get", routed.Markdown[routed.SectionStart!.Value..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsTakenOutOfAPageAtTheEnd_LeavesItsAnchors()
    {
        await using var site = await DocSite.StartAsync();
        var links = Enumerable.Range(1, 13).Select(n => $"/docs/p{n}").ToArray();
        site.Put("/docs/", Page("/docs/", links));
        foreach (var link in links)
        {
            site.Put(link, Page(link));
        }

        await using var archon = await ArchonCluster.StartAsync();
        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.NotEmpty(record.Discovery!.Recurring);
        var page = await archon.DocumentAsync(site["/docs/p7"]);
        Assert.DoesNotContain("Write to us", page.Markdown, StringComparison.Ordinal);
        Assert.Equal($"0 top\n{page.Markdown.IndexOf("## Set up", StringComparison.Ordinal)} set-up\n", page.Anchors);
        var chunks = (await archon.Store.Inner.ListChunksAsync(record.SourceId, 1000, null, Cancel)).Items.Where(chunk => chunk.Url == page.Url);
        Assert.Equal(["top", "set-up"], chunks.Select(chunk => PassageFragments.First(chunk.Fragments)).Distinct());
        Assert.EndsWith("#set-up", await FirstAsync(archon, "\"run /docs/p7\"", "code"), StringComparison.Ordinal);

        static SiteAnswer Page(string path, params string[] links) => new()
        {
            Body = DocSite.Html(path, links).Replace("<h1>", "<p>Write to us about it. Yes No</p><h1 id=top>", StringComparison.Ordinal).Replace(
                "</main>",
                $"<p>{string.Concat(Enumerable.Repeat($"So it is with {path}, too, and with all that follows from it. ", 30))}</p><h2 id=set-up>Set up</h2><p>{string.Concat(Enumerable.Repeat($"It is set up in the way of {path}, step by step. ", 30))}</p><pre><code>run {path}\n  --with care</code></pre><p>Write to us about it. Yes No</p></main>",
                StringComparison.Ordinal),
        };
    }

    [Fact]
    public async Task OfATwin_OnlyAnchorsCountThatThePageHas()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer
        {
            Body = $"<html><head><title>T</title><link rel=alternate type=text/markdown href=/docs/index.md></head><body><main><h1 id=title>Title</h1><p>{Text}</p><h2 id=other-one>Of rows</h2><pre><code>frobnicate all rows\n  --with care</code></pre></main></body></html>",
        });
        site.Put("/docs/index.md", new SiteAnswer { Body = $"# Title\n\n{Text}\n\n## Of rows\n\n```\nfrobnicate all rows\n  --with care\n```\n", ContentType = "text/markdown" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal("0 title\n", (await archon.DocumentAsync(site["/docs/"])).Anchors);
        Assert.Equal(site["/docs/"] + "#title", await FirstAsync(archon, "gudgeon", "chunks"));
        Assert.Equal(site["/docs/"], await FirstAsync(archon, "frobnicate", "code"));
    }

    private static async Task<DocSite> SiteAsync()
    {
        var site = await DocSite.StartAsync();
        site.Put("/docs/", new SiteAnswer
        {
            Body = $"<html><head><title>T</title></head><body><main><h1>Title</h1><p>{string.Concat(Enumerable.Repeat("A first paragraph of the page says little. ", 40))}</p><h2 id='set up'>Set up</h2><p>{Text}</p><pre><code>frobnicate all rows\n  --with care</code></pre><h2 id='/paths/get'>Get</h2><p>{string.Concat(Enumerable.Repeat("Another paragraph is about getting. ", 60))}</p></main></body></html>",
        });
        return site;
    }

    private static async Task<string> FirstAsync(ArchonCluster archon, string query, string kind) =>
        (await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = query, Kind = kind, Ranking = "words" }, Cancel)).Results[0].Url;

    private static ILibraryGrain Library(ArchonCluster archon) => archon.Grains.GetGrain<ILibraryGrain>(0);
}
