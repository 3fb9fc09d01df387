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

    private static async Task CrawlAsync(ServedSite site, DataFolder data, string render)
    {
        var ended = await ArchonProcess.RunAsync(
            "crawl", site["/index.html"].AbsoluteUri, "--max-pages", $"{Pages}", "--render", render, "--json", "--data", data.Path);

        Assert.True(ended.ExitCode == 0, ended.Errors);
        var crawl = JsonDocument.Parse(ended.Output[^1]).RootElement;
        Assert.Equal(Pages, crawl.GetProperty("pagesDone").GetInt32());
    }
}
