using System.Diagnostics;
using System.Text;
using Archon.EndToEnd.Tests.Processes;
using Archon.EndToEnd.Tests.Sites;

namespace Archon.EndToEnd.Tests.Cli;

/// <summary>Crawled text on a real pseudo-terminal: a page must not set the window's title, move the cursor or hide what follows.</summary>
public sealed class TerminalTests
{
    private const string Attack = "\u001b]0;evil\u0007\u001b[2J\u009b1A";
    private const string Url = "/evil.html";

    private static readonly Dictionary<string, byte[]> Pages = new(StringComparer.Ordinal)
    {
        [Url] = Encoding.UTF8.GetBytes(
            $"<!doctype html><meta charset=utf-8><title>Terminal {Attack} manual</title><main><h1>Terminal {Attack}</h1><p>Words about terminals {Attack} end here.</p><pre>code {Attack}</pre><a href='/g{Attack}one'>x</a></main>"),
    };

    [Theory]
    [InlineData("xterm-256color")]
    [InlineData("dumb")]
    [InlineData("")]
    public async Task CrawledText_OnATerminal_IsShownAndNotObeyed(string term)
    {
        await using var site = await ServedSite.StartAsync(Pages);
        using var data = new DataFolder();

        var shown = new StringBuilder();
        foreach (var command in (string[])[$"crawl {site[Url]} --scope host", "search terminals", "search --code code", "search --pages terminals", $"page {site[Url]}", "sources", "crawls"])
        {
            shown.Append(await OnATerminalAsync($"{command} --data {data.Path}", term));
        }

        var text = shown.ToString();
        Assert.Contains("Words about terminals", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u0007', text);
        Assert.DoesNotContain('\u009b', text);
        Assert.DoesNotContain("\u001b[2J\u009b", text, StringComparison.Ordinal);
        if (term != "xterm-256color")
        {
            Assert.DoesNotContain('\u001b', text);
        }
    }

    [Fact]
    public async Task Page_IntoAFile_IsWhatIsStored()
    {
        await using var site = await ServedSite.StartAsync(Pages);
        using var data = new DataFolder();
        await ArchonProcess.RunAsync("crawl", site[Url].AbsoluteUri, "--data", data.Path);
        var file = Path.Combine(data.Path, "page.md");

        // The locale has no letter beyond ASCII.
        await OnATerminalAsync($"page {site[Url]} --data {data.Path} > {file}", "xterm", "LC_ALL=en_US.ISO-8859-1");

        var stored = Assert.Single(await StoredMarkdown.ReadAsync(data.Path));
        Assert.Contains(Attack, stored, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetBytes(stored), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>What <c>script</c> (util-linux) records of the command on a terminal of its own.</summary>
    private static async Task<string> OnATerminalAsync(string command, string term, string environment = "LC_ALL=C.UTF-8")
    {
        var start = new ProcessStartInfo("script") { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        var archon = Path.Combine(AppContext.BaseDirectory, "archon.dll");
        foreach (var argument in (string[])["-q", "-c", $"env TERM={term} NO_COLOR=1 {environment} dotnet {archon} {command}", "/dev/null"])
        {
            start.ArgumentList.Add(argument);
        }

        using var script = Process.Start(start)!;
        var shown = await script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        return shown;
    }
}
