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
    [InlineData("xterm-256color", "crawl", "search terminals", "search --code code", "page", "sources", "crawls")]
    [InlineData("dumb", "crawl", "search terminals", "page")]
    [InlineData("", "crawl", "page")]
    public async Task CrawledText_OnATerminal_IsShownAndNotObeyed(string term, params string[] commands)
    {
        await using var site = await ServedSite.StartAsync(Pages);
        using var data = new DataFolder();

        var shown = new StringBuilder();
        foreach (var command in commands)
        {
            var argument = command is "crawl" or "page" ? $" {site[Url]}" : "";
            shown.Append(await OnATerminalAsync($"{command}{argument} --data {data.Path}", term));
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
        await OnATerminalAsync($"page {site[Url]} --data {data.Path} >{file}", "xterm", "LC_ALL=en_US.ISO-8859-1");

        var stored = Assert.Single(await StoredMarkdown.ReadAsync(data.Path));
        Assert.Contains(Attack, stored, StringComparison.Ordinal);
        Assert.Equal(Encoding.UTF8.GetBytes(stored), await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>What appears on a terminal while a shell runs the command there.</summary>
    private static async Task<string> OnATerminalAsync(string command, string term, string environment = "LC_ALL=C.UTF-8")
    {
        using var terminal = new PseudoTerminal();
        var line = $"exec >{terminal.Name} 2>&1 </dev/null; exec env TERM={term} NO_COLOR=1 {environment} dotnet {ArchonProgram.Path} {command}";
        using var shell = Process.Start("sh", ["-c", line]);
        return await terminal.ReadAsync(shell.WaitForExitAsync(TestContext.Current.CancellationToken));
    }
}
