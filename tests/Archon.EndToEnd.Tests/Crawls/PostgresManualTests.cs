using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
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

        await AssertSearchableAsync(data, "how do I create an index", "CREATE INDEX");
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

    private static async Task AssertSearchableAsync(DataFolder data, string query, string title)
    {
        var search = await ArchonProcess.RunAsync("search", query, "--json", "--data", data.Path);

        Assert.Equal(0, search.ExitCode);
        Assert.Contains(title, string.Join('\n', search.Output), StringComparison.OrdinalIgnoreCase);
    }
}
