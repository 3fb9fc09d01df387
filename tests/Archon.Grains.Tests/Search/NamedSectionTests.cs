using Archon.GrainInterfaces.Search;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Search;

/// <summary>Who types a name wants what is called so, however often other pages say it.</summary>
public sealed class NamedSectionTests
{
    private static readonly string Filler = string.Concat(Enumerable.Repeat("What is said here is about something else, and at some length. ", 60));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("max connections", "/docs/settings#guc-max-connections")]
    [InlineData("print", "/docs/settings#print")]
    [InlineData("startup hooks", "/docs/settings#startup-hooks")]
    public async Task WhatIsCalledAsTheQuery_ComesFirst_AndIsLedTo(string query, string expected)
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("Max connections and print, startup and hooks", string.Concat(Enumerable.Range(1, 8).Select(n =>
            $"<h2 id=part-{n}>Max connections, print and startup hooks in part {n}</h2><p>The kernel allows max connections: for max connections print what connections need. {Filler} A startup with hooks: startup hooks print. <a href=/docs/settings>More</a></p>"))));
        site.Put("/docs/settings", Page("Settings", $"""
            <h1 id=settings>Settings</h1><p>{Filler}</p>
            <dl><dt id=guc-max-connections><code>max_connections</code> (<code>integer</code>)</dt><dd><p>Sets how many. {Filler}</p></dd>
            <dt id=print><code>print(text)</code></dt><dd><p>Writes it. {Filler}</p></dd></dl>
            <h2 id=startup-hooks>Startup hooks</h2><dl><dt id=set_startup_hook><code>set_startup_hook(function)</code></dt><dd><p>Sets the startup hook. {Filler}</p></dd></dl>
            """));
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var answer = await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = query }, Cancel);

        Assert.Equal(site[expected.Split('#')[0]] + "#" + expected.Split('#')[1], answer.Results[0].Url);
    }

    [Fact]
    public async Task WhatAnIdentifierNames_ShowsItsSignatureFirst_AndItselfOnceBeforeOthers()
    {
        await using var site = await DocSite.StartAsync();
        site.Put("/docs/", Page("Reference", $"""
            <h1 id=kiln>kiln</h1><p>{Filler}</p><dl><dt id=kiln.Oven><code>class kiln.Oven(fire)</code></dt><dd>{string.Concat(Enumerable.Range(1, 9).Select(n => $"<p>Changed in version {n}: kiln.Oven takes kiln.Oven. {Filler}{Filler}{Filler}</p>"))}</dd></dl>
            <p><a href=/docs/a>A</a> <a href=/docs/b>B</a></p>
            """));
        site.Put("/docs/a", Page("A", $"<h1>A</h1><p>Here kiln.Oven is lit. {Filler}</p>"));
        site.Put("/docs/b", Page("B", $"<h1>B</h1><p>Here kiln.Oven is put out. {Filler}</p>"));
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);

        var found = (await archon.Grains.GetGrain<ISearchGrain>(0).SearchAsync(new SearchRequest { Query = "kiln.Oven", Limit = 5 }, Cancel)).Results;

        Assert.Contains("class kiln.Oven(fire)", found[0].Content, StringComparison.Ordinal);
        Assert.Equal([site["/docs/a"], site["/docs/b"]], found.Skip(1).Take(2).Select(result => result.Url.Split('#')[0]).Order());
        Assert.Equal(site["/docs/"] + "#kiln.Oven", found[3].Url);
    }

    private static SiteAnswer Page(string title, string main) => new() { Body = $"<html><head><title>{title}</title></head><body><main>{main}</main></body></html>" };
}
