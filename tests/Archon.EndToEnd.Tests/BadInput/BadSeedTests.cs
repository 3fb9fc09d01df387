using Archon.EndToEnd.Tests.Guidelines;
using Archon.GrainInterfaces.Crawling;

namespace Archon.EndToEnd.Tests.BadInput;

/// <summary>A seed that cannot give anything ends in one clear error and leaves nothing collected.</summary>
public sealed class BadSeedTests
{
    [Theory]
    [InlineData("/missing", "404")]
    [InlineData("/error", "500")]
    [InlineData("/away", "http://other.example/, which is outside")]
    [InlineData("/loop", "redirects in a row")]
    [InlineData("/chain/0", "redirects in a row")]
    [InlineData("/empty", "No text is left")]
    [InlineData("/image", "image/png")]
    [InlineData("/large", "larger than")]
    [InlineData("/bomb", "when decompressed")]
    public async Task SeedWithoutADocument_EndsInAClearErrorAndLeavesNothing(string path, string sentence)
    {
        await using var site = await HostileSite.StartAsync();
        await using var node = await RunningNode.StartAsync();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = new Uri(site.Address, path).AbsoluteUri, Mode = "single" });

        var events = await node.WatchToTheEndAsync(id);

        Assert.Equal(CrawlStatus.Error, events[^1].Status);
        Assert.Equal(-1, events[^1].Percentage);
        Assert.Contains(sentence, events[^1].Error, StringComparison.Ordinal);
        var sources = await node.Node.Client.ListSourcesAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(sources.Items);
    }

    [Theory]
    [InlineData("/moved", "some text")]
    [InlineData("/invalid-utf8", "broken bytes")]
    [InlineData("/nested", "the innermost words")]
    [InlineData("/nul", "in the text")]
    public async Task OddSeed_IsStillCollected(string path, string words)
    {
        await using var site = await HostileSite.StartAsync();
        await using var node = await RunningNode.StartAsync();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = new Uri(site.Address, path).AbsoluteUri, Mode = "single" });

        var events = await node.WatchToTheEndAsync(id);

        Assert.True(events[^1].Status == CrawlStatus.Complete, events[^1].Error);
        var crawl = await node.Node.Client.GetCrawlAsync(id, TestContext.Current.CancellationToken);
        var pages = await node.Node.Client.ListStoredPagesAsync(crawl!.SourceId, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains(words, Assert.Single(pages.Items).Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownHost_EndsInAClearError()
    {
        await using var node = await RunningNode.StartAsync();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = "http://no-such-host.invalid/" });

        var events = await node.WatchToTheEndAsync(id);

        Assert.Equal(CrawlStatus.Error, events[^1].Status);
        Assert.Contains("no-such-host.invalid", events[^1].Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondCrawlOfARunningSeed_IsRefusedAndNamesTheFirst()
    {
        await using var site = await Sites.ServedSite.StartAsync(Sites.SyntheticPages.Make(50));
        await using var node = await RunningNode.StartAsync();
        var release = site.Hold();
        var request = new CrawlRequest { Url = site["/index.html"].AbsoluteUri };
        var first = await node.StartCrawlAsync(request);

        var second = await node.Node.Client.StartCrawlAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(StartOutcome.AlreadyRunning, second.Outcome);
        Assert.Equal(first, second.CrawlId);
        Assert.Contains(first, second.Message, StringComparison.Ordinal);
        release();
        await node.WatchToTheEndAsync(first);
    }
}
