using System.Text;
using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Recovery;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>One crawl of a real documentation site, end to end.</summary>
public sealed class PostgresManualTests
{
    [Fact]
    public async Task Crawl_OfThePostgresManual_StoresEveryReachablePageOnce()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        using var data = new DataFolder();
        var ended = await ArchonProcess.RunAsync("crawl", site["/index.html"].AbsoluteUri, "--max-pages", "5000", "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var crawl = JsonDocument.Parse(ended.Output[^1]).RootElement;
        Assert.Equal("complete", crawl.GetProperty("status").GetString());
        Assert.Equal(PostgresManual.PageCount, crawl.GetProperty("pagesDone").GetInt32());
        Assert.Equal(PostgresManual.PageCount, crawl.GetProperty("pagesDiscovered").GetInt32());
        Assert.Equal(0, crawl.GetProperty("pagesFailed").GetInt32());
        Assert.Equal(crawl.GetProperty("chunksStored").GetInt64(), crawl.GetProperty("chunksEmbedded").GetInt64());
        Assert.All(site.Requests.Where(request => request.Key.EndsWith(".html", StringComparison.Ordinal)), request => Assert.Equal(1, request.Value));

        // Every listing of the manual is an example, as it stands there; of a session its commands.
        var listings = PostgresManual.CodeBlocks().ToList();
        var examples = (await StoredKnowledge.ReadCodeAsync(data.Path)).Select(example => (example.Path, Code: example.Code.TrimEnd('\n'))).ToList();
        Assert.Equal(listings.Count, examples.Count);
        examples.RemoveAll(listings.Remove);
        Assert.InRange(examples.Count, 1, PostgresManual.Sessions);
        Assert.All(examples, example => Assert.Contains(listings, listing => listing.Path == example.Path && PostgresManual.AreCommandsOf(example.Code, listing.Code)));

        await AssertSearchableAsync(data, "how do I create an index", "CREATE INDEX");
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("sitemap")]
    public async Task Crawl_WithASitemap_StoresThePagesThatLinksLeadTo_EachOnce(string mode)
    {
        var pages = new Dictionary<string, byte[]>(PostgresManual.Pages, StringComparer.Ordinal);
        await using var site = await ServedSite.StartAsync(pages);
        pages["/sitemap.xml"] = Encoding.UTF8.GetBytes(
            $"<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(
                PostgresManual.Pages.Keys.Where(IsPage).Select(path => $"<url><loc>{site[path]}</loc></url>"))}</urlset>");
        using var data = new DataFolder();
        var ended = await ArchonProcess.RunAsync(
            "crawl", site["/index.html"].AbsoluteUri, "--max-pages", "5000", "--mode", mode, "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var crawl = JsonDocument.Parse(ended.Output[^1]).RootElement;
        Assert.Equal("complete", crawl.GetProperty("status").GetString());
        Assert.Equal(PostgresManual.PageCount, crawl.GetProperty("pagesDone").GetInt32());
        Assert.Equal(PostgresManual.PageCount, crawl.GetProperty("pagesDiscovered").GetInt32());
        Assert.Equal(PostgresManual.PageCount, crawl.GetProperty("discovery").GetProperty("inScope").GetInt32());
        Assert.Contains(ended.Output, line => line.Contains($"lists 1,169 pages, 1,169 in scope", StringComparison.Ordinal));
        Assert.Equal(
            PostgresManual.Pages.Keys.Where(IsPage).Order(StringComparer.Ordinal),
            site.Requests.Keys.Where(IsPage).Order(StringComparer.Ordinal));
        Assert.All(site.Requests, request => Assert.Equal(1, request.Value));
    }

    [Fact]
    public async Task Plan_OfThePostgresManual_StoresNothing()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        using var data = new DataFolder();
        var folder = Path.Combine(data.Path, "never");

        var shown = await ArchonProcess.RunAsync("crawl", site["/index.html"].AbsoluteUri, "--plan", "--data", folder);
        var written = await ArchonProcess.RunAsync("crawl", site["/index.html"].AbsoluteUri, "--plan", "--json", "--exclude", "/preface*", "--data", folder);

        Assert.True(shown.ExitCode == 0, shown.Errors);
        Assert.Contains(shown.Output, line => line.Contains("robots.txt allows the seed", StringComparison.Ordinal));
        Assert.Contains(shown.Output, line => line.EndsWith("/preface.html", StringComparison.Ordinal));
        var plan = JsonDocument.Parse(Assert.Single(written.Output)).RootElement;
        Assert.Equal("recursive", plan.GetProperty("mode").GetString());
        Assert.True(plan.GetProperty("admitted").GetInt32() > 100);
        var excluded = Assert.Single(plan.GetProperty("links").EnumerateArray(), link => link.GetProperty("url").GetString()!.EndsWith("/preface.html", StringComparison.Ordinal));
        Assert.Equal("excluded", excluded.GetProperty("reason").GetString());
        Assert.False(Directory.Exists(folder));
        Assert.Equal(2, site.Requests["/index.html"]);
    }

    [Fact]
    public async Task Crawl_WithAPageLimit_StoresExactlyThatMany()
    {
        await using var site = await ServedSite.StartAsync(PostgresManual.Pages);
        using var data = new DataFolder();
        var ended = await ArchonProcess.RunAsync("crawl", site["/index.html"].AbsoluteUri, "--max-pages", "100", "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Equal(100, JsonDocument.Parse(ended.Output[^1]).RootElement.GetProperty("pagesDone").GetInt32());
    }

    private static bool IsPage(string path) => path.EndsWith(".html", StringComparison.Ordinal);

    private static async Task AssertSearchableAsync(DataFolder data, string query, string title)
    {
        var search = await ArchonProcess.RunAsync("search", query, "--json", "--data", data.Path);

        Assert.Equal(0, search.ExitCode);
        Assert.Contains(title, string.Join('\n', search.Output), StringComparison.OrdinalIgnoreCase);
    }
}
