using System.Text;
using System.Text.Json;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Recovery;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>A small site changes between crawls, and a refresh brings what is stored up to date.</summary>
public sealed class RefreshTests
{
    private const int Guides = 40;

    [Fact]
    public async Task Refresh_AddsChangesKeepsAndRemoves()
    {
        var pages = Site();
        await using var site = await ServedSite.StartAsync(pages);
        using var data = new DataFolder();
        var crawl = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);
        Assert.True(crawl.ExitCode == 0, crawl.Errors);
        Change(pages);

        var first = Last(await RefreshAsync(data, crawl));
        Assert.Equal((2, 2, Guides - 2, 0), Changes(first));
        Assert.Equal(Guides - 2, site.Unchanged);

        var ended = await ArchonProcess.RunAsync("refresh", first.GetProperty("sourceId").GetString()!, "--data", data.Path);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Contains(ended.Output, line => line.Contains("0 added, 0 changed, 42 unchanged, 1 removed", StringComparison.Ordinal));

        Assert.Equal(1, (await ArchonProcess.RunAsync("page", site["/guide-05.html"].AbsoluteUri, "--data", data.Path)).ExitCode);
        var page = await ArchonProcess.RunAsync("page", site["/guide-07.html"].AbsoluteUri, "--data", data.Path);
        Assert.Contains(page.Output, line => line.Contains("another way", StringComparison.Ordinal));

        // As if it had been crawled for the first time.
        using var other = new DataFolder();
        await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", other.Path);
        Assert.Equal(await KnowledgeAsync(other, site), await KnowledgeAsync(data, site));
    }

    [Fact]
    public async Task Refresh_KilledInTheMiddle_EndsLikeAnUndisturbedOne()
    {
        var pages = Site();
        await using var site = await ServedSite.StartAsync(pages);
        using var data = new DataFolder();
        var crawl = await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--concurrency", "2", "--json", "--data", data.Path);
        Change(pages);
        await RefreshAsync(data, crawl);

        string? id = null;
        foreach (var served in new[] { 5, 9, 12 })
        {
            var moment = site.AfterServing(served);
            string[] arguments = id is null ? ["refresh", Id(crawl), "--json", "--data", data.Path] : ["resume", id, "--json", "--data", data.Path];
            await using var process = ArchonProcess.Start(arguments);
            id ??= JsonDocument.Parse((await process.ReadLineAsync())!).RootElement.GetProperty("progressId").GetString();
            await moment;
            await process.KillAsync();
        }

        var ended = await ArchonProcess.RunAsync("resume", id!, "--json", "--data", data.Path);
        Assert.True(ended.ExitCode == 0, ended.Errors);
        Assert.Equal((0, 0, Guides + 2, 1), Changes(Last(ended)));
        using var other = new DataFolder();
        await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", other.Path);
        Assert.Equal(await KnowledgeAsync(other, site), await KnowledgeAsync(data, site));
    }

    [Fact]
    public async Task Refresh_OfNothing_SaysWhereToLook()
    {
        await using var site = await ServedSite.StartAsync(SmallSite.Pages);
        using var data = new DataFolder();
        await ArchonProcess.RunAsync("crawl", site["/"].AbsoluteUri, "--json", "--data", data.Path);

        var ended = await ArchonProcess.RunAsync("refresh", "nobody", "--data", data.Path);

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("neither a source nor a crawl nobody", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>An index and its guides.</summary>
    private static Dictionary<string, byte[]> Site()
    {
        var pages = new Dictionary<string, byte[]>(StringComparer.Ordinal) { ["/"] = Index([.. Enumerable.Range(1, Guides)]) };
        for (var i = 1; i <= Guides; i++)
        {
            pages[Path(i)] = Page($"Guide {i}", $"<p>How the tool number {i} is put to use, with an example.</p><pre><code class='language-c'>use({i});</code></pre>");
        }

        return pages;
    }

    /// <summary>Two guides are new, one is written anew with another way, and one is gone.</summary>
    private static void Change(Dictionary<string, byte[]> pages)
    {
        pages["/"] = Index([.. Enumerable.Range(1, Guides + 2).Where(i => i != 5)]);
        pages[Path(7)] = Page("Guide 7", "<p>There is another way to use the tool number 7, and it is a better one.</p>");
        pages[Path(Guides + 1)] = Page("Guide 41", "<p>This one is new and tells how new ones are found.</p>");
        pages[Path(Guides + 2)] = Page("Guide 42", "<p>This one is new as well, and tells the same in other words.</p>");
        pages.Remove(Path(5));
    }

    private static string Path(int guide) => $"/guide-{guide:00}.html";

    private static byte[] Index(int[] guides) =>
        Page("Manual", "<p>Start here, with the guide you need.</p>" + string.Concat(guides.Select(i => $"<p><a href='{Path(i)}'>the guide number {i}</a></p>")));

    private static byte[] Page(string title, string body) => Encoding.UTF8.GetBytes(
        $"<!doctype html><html><head><meta charset='utf-8'><title>{title}</title></head><body><main><h1>{title}</h1>{body}</main></body></html>");

    private static Task<ArchonProcess.Ended> RefreshAsync(DataFolder data, ArchonProcess.Ended crawl) => ArchonProcess.RunAsync("refresh", Id(crawl), "--json", "--data", data.Path);

    private static string Id(ArchonProcess.Ended crawl) => Last(crawl).GetProperty("id").GetString()!;

    private static JsonElement Last(ArchonProcess.Ended ended) => JsonDocument.Parse(ended.Output[^1]).RootElement;

    private static (int Added, int Changed, int Unchanged, int Removed) Changes(JsonElement crawl) => (
        crawl.GetProperty("pagesAdded").GetInt32(), crawl.GetProperty("pagesChanged").GetInt32(),
        crawl.GetProperty("pagesUnchanged").GetInt32(), crawl.GetProperty("pagesRemoved").GetInt32());

    /// <summary>What is stored, but for the pages of crawls: here there were more of them.</summary>
    private static async Task<List<string>> KnowledgeAsync(DataFolder data, ServedSite site) =>
        [.. (await StoredKnowledge.ReadAsync(data.Path, site.Address)).Where(line => !line.StartsWith("page|", StringComparison.Ordinal) && !line.StartsWith("crawl|", StringComparison.Ordinal))];
}
