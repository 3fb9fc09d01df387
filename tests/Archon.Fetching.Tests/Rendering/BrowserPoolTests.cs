using Archon.Domain.Crawling;
using Archon.Fetching.Rendering;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>Browsers come, are replaced, and go.</summary>
[Collection("Browser")]
public sealed class BrowserPoolTests
{
    private static readonly Uri Anywhere = new("http://docs.example.org/");

    [Fact]
    public async Task MissingBrowser_IsAFailureThatSaysWhatToDo()
    {
        await using var renderer = new Renderer(new BrowserOptions { Path = "/nowhere/chromium" });

        var failure = Assert.IsType<RenderFailure>(await renderer.RenderAsync(Anywhere, Renderer.Shell("")));

        Assert.Equal(PageReason.BrowserMissing, failure.Reason);
        Assert.Equal(
            "There is no browser at /nowhere/chromium (Archon:Browser:Path). Install Chromium (Debian: apt-get install chromium), or set Archon:Browser:Path to a browser made of it.",
            failure.Detail);
    }

    [Fact]
    public async Task ProgramThatIsNoBrowser_IsAFailureThatNamesIt()
    {
        await using var renderer = new Renderer(new BrowserOptions { Path = "/bin/false" });

        var failure = Assert.IsType<RenderFailure>(await renderer.RenderAsync(Anywhere, Renderer.Shell("")));

        Assert.Equal(PageReason.BrowserMissing, failure.Reason);
        Assert.StartsWith("The browser /bin/false does not start: ", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessScript_IsATimeout_AndTheNextPageIsRendered()
    {
        await using var renderer = new Renderer(new BrowserOptions { Timeout = TimeSpan.FromSeconds(5), Tabs = 1 });

        var failure = Assert.IsType<RenderFailure>(await renderer.RenderAsync(Anywhere, Renderer.Shell("while (true);")));

        Assert.Equal((PageReason.RenderTimeout, "The page was not rendered within 5 s (Archon:Browser:Timeout)."), (failure.Reason, failure.Detail));
        Assert.Contains("after it", await renderer.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words("'after it'"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KilledBrowser_FailsItsPages_AndIsReplaced()
    {
        await using var renderer = new Renderer(new BrowserOptions { Tabs = 1, Timeout = TimeSpan.FromMinutes(2), SettleTime = TimeSpan.FromMinutes(1) });
        await using var site = await ScriptedSite.StartAsync();

        var rendering = renderer.RenderAsync(site.Url("/"), Renderer.Shell("setInterval(() => { root.textContent = Date.now(); }, 5); fetch('/running');"));
        await site.WhenAskedAsync();

        foreach (var browser in ChildProcesses.Browsers())
        {
            browser.Kill();
        }

        Assert.Equal(PageReason.RenderFailed, Assert.IsType<RenderFailure>(await rendering).Reason);
        Assert.Contains("replaced", await renderer.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words("'replaced'"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ManyPages_InFewTabs_AreAllRendered_AcrossBrowsers()
    {
        await using (var renderer = new Renderer(new BrowserOptions { Tabs = 2, PagesPerBrowser = 5 }))
        {
            var pages = await Task.WhenAll(Enumerable.Range(0, 12).Select(page => renderer.HtmlAsync(new Uri(Anywhere, $"/{page}"), Renderer.Shell(Renderer.Words($"'page {page} end'")))));

            Assert.All(Enumerable.Range(0, 12), page => Assert.Contains($"page {page} end", pages[page], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(100_000, false)]
    public async Task BrowserAboveItsMemory_IsReplacedBetweenPages(int mebibytes, bool isReplaced)
    {
        await using var renderer = new Renderer(new BrowserOptions { Tabs = 1, MemoryPerBrowser = mebibytes });
        await renderer.HtmlAsync(new Uri(Anywhere, "/0"), Renderer.Shell(Renderer.Words("''")));
        var first = ChildProcesses.Browsers().MinBy(process => process.Id)!;

        foreach (var page in Enumerable.Range(1, 17))
        {
            Assert.Contains($"page {page} end", await renderer.HtmlAsync(new Uri(Anywhere, $"/{page}"), Renderer.Shell(Renderer.Words($"'page {page} end'"))), StringComparison.Ordinal);
        }

        if (isReplaced)
        {
            await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(isReplaced, first.HasExited);
    }

    /// <summary>Typed arrays lie outside of a script's heap, which the browser bounds by itself.</summary>
    [Fact]
    public async Task PageThatFillsTheMemory_IsEnded_AndTheNextPageIsRendered()
    {
        await using var renderer = new Renderer(new BrowserOptions { Tabs = 1, MemoryPerPage = 400, Timeout = TimeSpan.FromMinutes(2), SettleTime = TimeSpan.FromMinutes(1) });

        var failure = Assert.IsType<RenderFailure>(await renderer.RenderAsync(
            Anywhere, Renderer.Shell("const all = []; setInterval(() => all.push(new Uint8Array(2e7).fill(7)), 20);")));

        Assert.Equal((PageReason.RenderFailed, "The page took more than 400 MiB of memory (Archon:Browser:MemoryPerPage)."), (failure.Reason, failure.Detail));
        Assert.Contains("after it", await renderer.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words("'after it'"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndedRenderer_LeavesNoProcess()
    {
        await using (var renderer = new Renderer())
        {
            await renderer.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words("''")));
            Assert.NotEmpty(ChildProcesses.Browsers());
        }

        var left = ChildProcesses.Browsers();
        await Task.WhenAll(left.Select(process => process.WaitForExitAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(ChildProcesses.Browsers());
    }
}
