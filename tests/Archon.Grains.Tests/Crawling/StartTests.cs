using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.Grains.Tests.Hosting;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Crawling;

public sealed class StartTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_AnswersBeforeTheFirstPageIsFetched()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();

        var started = await archon.StartCrawlAsync("c1", site["/docs/"]);

        Assert.Equal(StartOutcome.Started, started.Outcome);
        Assert.Equal("c1", started.CrawlId);
        Assert.Empty(await archon.PagesAsync("c1", PageState.Done));
        site.Release();
        Assert.Equal(CrawlStatus.Complete, (await archon.EndOfAsync("c1")).Status);
    }

    [Fact]
    public async Task StartAsync_AskedTwiceWithOneId_CrawlsOnce()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();

        var answers = await Task.WhenAll(archon.StartCrawlAsync("c1", site["/docs/"]), archon.StartCrawlAsync("c1", site["/docs/"]));
        await archon.EndOfAsync("c1");
        var late = await archon.StartCrawlAsync("c1", site["/docs/"]);

        Assert.All([.. answers, late], answer => Assert.Equal((StartOutcome.Started, "c1"), (answer.Outcome, answer.CrawlId)));
        Assert.All(site.Requests.Where(request => request.Key != "/robots.txt"), request => Assert.Equal(1, request.Value));
        Assert.Single(await archon.JournalAsync("c1"), progress => progress.IsTerminal);
    }

    [Theory]
    [InlineData("url", "docs.example.com/guide")]
    [InlineData("url", "ftp://docs.example.com/guide")]
    [InlineData("maxPages", "-1")]
    [InlineData("scope", "galaxy")]
    [InlineData("scope", "1")]
    [InlineData("include", "[")]
    [InlineData("mode", "backwards")]
    [InlineData("render", "sometimes")]
    public async Task StartAsync_WithAWrongRequest_NamesTheMemberAndStoresNothing(string field, string value)
    {
        await using var archon = await ArchonCluster.StartAsync();

        var answer = await archon.StartCrawlAsync("c1", field == "url" ? value : "https://docs.example.com/", request => field switch
        {
            "maxPages" => request with { MaxPages = -1 },
            "scope" => request with { Scope = value },
            "include" => request with { Include = [value] },
            "mode" => request with { Mode = value },
            "render" => request with { Render = value },
            _ => request,
        });

        Assert.Equal((StartOutcome.Invalid, field), (answer.Outcome, answer.Field));
        Assert.Matches("[.?]$", answer.Message);
        Assert.Null(await archon.Store.Inner.FindCrawlAsync("c1", Cancel));
        Assert.Null(await archon.Crawl("c1").GetStatusAsync(Cancel));
    }

    [Fact]
    public async Task StartAsync_WhileACrawlOfTheSameSourceRuns_NamesThatCrawl()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);

        var second = await archon.StartCrawlAsync("c2", site["/docs/"]);

        Assert.Equal((StartOutcome.AlreadyRunning, "c1"), (second.Outcome, second.CrawlId));
        Assert.Null(await archon.Store.Inner.FindCrawlAsync("c2", Cancel));
        site.Release();
        await archon.EndOfAsync("c1");
        Assert.Equal(CrawlStatus.Complete, (await archon.RunAsync("c3", site["/docs/"])).Status);
    }
}
