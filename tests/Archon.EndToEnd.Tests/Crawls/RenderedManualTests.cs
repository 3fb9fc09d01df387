using System.Text.Json;
using Archon.EndToEnd.Tests.Cli;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Crawls;

/// <summary>A site that says nothing without JavaScript, in a real Chromium.</summary>
public sealed class RenderedManualTests
{
    private const int Pages = 40;

    [Fact]
    public async Task Crawl_OfAScriptedManual_StoresWhatTheManualSays()
    {
        await using var manual = await ServedSite.StartAsync(PostgresManual.Pages);
        await using var scripted = await ServedSite.StartAsync(ScriptedManual.Pages);
        using var written = new DataFolder();
        using var rendered = new DataFolder();

        await CrawlAsync(manual, written, "never");
        await CrawlAsync(scripted, rendered, "auto");

        var expected = await StoredMarkdown.ReadAsync(written.Path);
        var found = await StoredMarkdown.ReadAsync(rendered.Path);
        Assert.Equal(
            expected.Select(page => page.Replace(manual.Address.AbsoluteUri, "/", StringComparison.Ordinal)),
            found.Select(page => page.Replace(scripted.Address.AbsoluteUri, "/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Crawl_OfAManualThatIsOneDocument_ReachesThePagesOfItsRoutes()
    {
        await using var site = await ServedSite.StartAsync(RoutedManual.Pages);
        using var data = new DataFolder();

        await CrawlAsync(site, data, "auto", "/manual/index.html", pages: 4);

        var stored = await StoredMarkdown.ReadAsync(data.Path);
        Assert.Equal(4, stored.Count);
        Assert.All(["# Home", "# Guide", "# Calls", "# Index of calls"], title => Assert.Single(stored, page => page.Contains($"{title}\n", StringComparison.Ordinal)));
        var found = await ArchonProcess.RunAsync("page", site["/manual/index.html"].AbsoluteUri + "#/guide", "--data", data.Path);
        Assert.Contains("stopped again without losing anything", string.Join('\n', found.Output), StringComparison.Ordinal);
    }

    private static async Task CrawlAsync(ServedSite site, DataFolder data, string render, string seed = "/index.html", int pages = Pages)
    {
        var ended = await ArchonProcess.RunAsync(
            "crawl", site[seed].AbsoluteUri, "--max-pages", $"{Pages}", "--render", render, "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var crawl = JsonDocument.Parse(ended.Output[^1]).RootElement;
        Assert.Equal(pages, crawl.GetProperty("pagesDone").GetInt32());
    }
}
