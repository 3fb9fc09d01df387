using System.Net;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Hosts;
using Archon.Grains.Hosts;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Fetching;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Grains.Tests.Hosts;

public sealed class HostGrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TwoCrawlsOfOneHost_TogetherStayBelowItsLimit()
    {
        await using var site = await DocSite.StarAsync(30);
        site.Page("/guide/", [.. Enumerable.Range(0, 20).Select(i => $"/guide/g{i}")]);
        for (var i = 0; i < 20; i++)
        {
            site.Page($"/guide/g{i}");
        }

        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Silos = 3,
            Services = services => services.Configure<HostOptions>(options => options.Concurrency = 3),
        });

        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await archon.StartCrawlAsync("c2", site["/guide/"]);

        Assert.Equal(30, (await archon.EndOfAsync("c1")).Counters.PagesDone);
        Assert.Equal(21, (await archon.EndOfAsync("c2")).Counters.PagesDone);
        Assert.InRange(site.Peak, 1, 3);
    }

    [Fact]
    public async Task WhatRobotsTxtDisallows_IsSkippedWithTheReason()
    {
        await using var site = await DocSite.StarAsync(6);
        site.Put("/robots.txt", new SiteAnswer { Body = "User-agent: *\nDisallow: /docs/p2\nDisallow: /docs/p4\n", ContentType = "text/plain" });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((4, 0, 2), (record.Counters.PagesDone, record.Counters.PagesFailed, record.Counters.PagesSkipped));
        var skipped = await archon.PagesAsync("c1", PageState.Skipped);
        Assert.Equal([site["/docs/p2"], site["/docs/p4"]], skipped.Select(page => page.Url));
        Assert.All(skipped, page => Assert.Equal(PageReason.DisallowedByRobots, page.Reason));
        Assert.DoesNotContain("/docs/p2", site.Requests.Keys);
        Assert.Equal(1, site.Requests["/robots.txt"]);
    }

    [Fact]
    public async Task ARequestThatIgnoresRobotsTxt_FetchesWhatItDisallows()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", new SiteAnswer { Body = "User-agent: *\nDisallow: /\n", ContentType = "text/plain" });
        await using var archon = await ArchonCluster.StartAsync();

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { RespectRobots = false });

        Assert.Equal(3, record.Counters.PagesDone);
        Assert.DoesNotContain("/robots.txt", site.Requests.Keys);
    }

    [Fact]
    public async Task RobotsTxtThatAnswers500ForTooLong_FailsThePagesAndSaysSo()
    {
        await using var site = await DocSite.StarAsync(3);
        site.Put("/robots.txt", new SiteAnswer { Status = 500 });
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<HostOptions>(options => options.RobotsPatience = TimeSpan.Zero),
        });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal(CrawlStatus.Error, record.Status);
        var failed = Assert.Single(await archon.PagesAsync("c1", PageState.Failed));
        Assert.Equal((PageReason.RobotsUnavailable, 500), (failed.Reason, failed.HttpStatus));
        Assert.Contains("robots.txt answered 500", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("robots.txt answered 500", record.Error, StringComparison.Ordinal);
        Assert.Empty(site.Order);
    }

    [Fact]
    public async Task AFetchOfRobotsTxtThatThrows_IsNotRememberedForTheOrigin()
    {
        await using var site = await DocSite.StarAsync(3);
        var fetcher = new ScriptedFetcher();
        fetcher.On("/robots.txt", (call, _) => call == 0
            ? throw new InvalidOperationException("Surprise.")
            : Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpClientError, (int)HttpStatusCode.NotFound, "There is none.")));
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        var record = await archon.RunAsync("c1", site["/docs/"]);

        Assert.Equal((CrawlStatus.Complete, 3), (record.Status, record.Counters.PagesDone));
    }

    [Fact]
    public async Task AServerThatAsksToWait_IsLeftAloneAndThenAskedAgain()
    {
        await using var site = await DocSite.StarAsync(4);
        var fetcher = new ScriptedFetcher();
        fetcher.On("/docs/p1", (call, request) => call == 0
            ? Task.FromResult<FetchResult>(new FetchFailure(PageReason.HttpClientError, 429, "Too many requests.") { RetryAfter = TimeSpan.FromMilliseconds(300) })
            : fetcher.Real!.FetchAsync(request, Cancel));
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Fetcher = fetcher });

        var record = await archon.RunAsync("c1", site["/docs/"], request => request with { Concurrency = 1 });

        Assert.Equal((4, 0), (record.Counters.PagesDone, record.Counters.PagesFailed));
        Assert.Equal(2, Assert.Single(await archon.PagesAsync("c1"), page => page.Url == site["/docs/p1"]).Attempts);
    }

    [Fact]
    public async Task AcquireAsync_Cancelled_GivesThePlaceUp()
    {
        await using var site = await DocSite.StartAsync();
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts
        {
            Services = services => services.Configure<HostOptions>(options => options.Concurrency = 1),
        });
        var host = archon.Grains.GetGrain<IHostGrain>(site.Address.GetLeftPart(UriPartial.Authority));
        var request = new PermitRequest { PathAndQuery = "/", RespectRobots = false, AllowPrivateAddress = true, Id = 1, Silo = archon.Cluster.Silos[0].SiloAddress.ToParsableString() };
        var held = await host.AcquireAsync(request, Cancel);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = host.AcquireAsync(request with { Id = 4711 }, giveUp.Token);
        var next = host.AcquireAsync(request with { Id = 2 }, Cancel);

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(next.IsCompleted);

        // As the fetcher does: the caller is gone at once, its cancellation may still be on its way when the place falls free.
        await host.ReleaseAsync(new PermitReport { Id = 4711 });
        await host.ReleaseAsync(new PermitReport { Id = held.Id });

        var permit = await Patience.WaitAsync(next);
        while (permit.Waits)
        {
            permit = await host.AcquireAsync(request with { Id = 2 }, Cancel);
        }

        Assert.Equal(2, permit.Id);
    }
}
