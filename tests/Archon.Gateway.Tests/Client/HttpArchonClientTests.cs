using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.Gateway.Tests.Scripted;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Archon.Gateway.Tests.Client;

/// <summary>The SDK over HTTP answers what the SDK behind the gateway does.</summary>
public sealed class HttpArchonClientTests : GatewayTest
{
    private HttpArchonClient Client => new(Http);

    [Fact]
    public async Task Starts_AreToldApart()
    {
        var started = await Client.StartCrawlAsync(new CrawlRequest { Url = "https://a/", Tags = ["x"] }, Token);
        Assert.Equal(StartOutcome.Started, started.Outcome);
        Assert.Equal("https://a/", (await Client.GetCrawlAsync(started.CrawlId!, Token))!.Url);

        Archon.OnStart = _ => new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "mode", Message = "The mode is wrong." };
        Assert.Equal(new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "mode", Message = "The mode is wrong." }, await Client.StartCrawlAsync(new CrawlRequest { Url = "x" }, Token));

        Archon.OnStart = _ => new StartCrawlResult { Outcome = StartOutcome.AlreadyRunning, CrawlId = "c9", Message = "It runs." };
        Assert.Equal(new StartCrawlResult { Outcome = StartOutcome.AlreadyRunning, CrawlId = "c9", Message = "It runs." }, await Client.StartCrawlAsync(new CrawlRequest { Url = "x" }, Token));
    }

    [Fact]
    public async Task Outcomes_AreToldApart()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Crawling, 1);
        Archon.Sources.Add(new Source { Id = "s1", Url = "https://a/", Title = "A" });
        Archon.BusySources.Add("s2");

        Assert.Null(await Client.GetCrawlAsync("none", Token));
        Assert.Equal(PauseOutcome.NotFound, await Client.PauseCrawlAsync("none", Token));
        Assert.Equal(PauseOutcome.Paused, await Client.PauseCrawlAsync("c1", Token));
        Assert.Equal(ResumeOutcome.NotFound, await Client.ResumeCrawlAsync("none", Token));
        Assert.Equal(ResumeOutcome.Running, await Client.ResumeCrawlAsync("c1", Token));
        Assert.Equal(RetryFailedOutcome.NotFound, (await Client.RetryFailedAsync("none", Token)).Outcome);
        Assert.Equal(new RetryFailedResult { Outcome = RetryFailedOutcome.Retrying, Pages = 2 }, await Client.RetryFailedAsync("c1", Token));
        foreach (var outcome in new[] { RetryFailedOutcome.NothingFailed, RetryFailedOutcome.PageLimit, RetryFailedOutcome.Cancelled, RetryFailedOutcome.SourceBusy })
        {
            var running = outcome == RetryFailedOutcome.SourceBusy ? "c9" : null;
            Archon.RetryRefusal = new RetryFailedResult { Outcome = outcome, RunningCrawlId = running, Message = "It cannot be." };
            Assert.Equal(Archon.RetryRefusal, await Client.RetryFailedAsync("c1", Token));
        }

        await Client.ResumeCrawlAsync("c1", Token);
        Archon["c1"].Append(CrawlStatus.Crawling, 95);
        Assert.Equal("c1", Assert.Single((await Client.ListCrawlsAsync(CrawlStatus.Crawling, 5, null, Token)).Items).Id);
        Assert.Equal(CancelOutcome.NotFound, await Client.CancelCrawlAsync("none", Token));
        Assert.Equal(CancelOutcome.Cancelled, await Client.CancelCrawlAsync("c1", Token));
        Assert.Equal(CancelOutcome.AlreadyEnded, await Client.CancelCrawlAsync("c1", Token));
        Assert.Equal(PauseOutcome.AlreadyEnded, await Client.PauseCrawlAsync("c1", Token));
        Assert.Equal(ResumeOutcome.AlreadyEnded, await Client.ResumeCrawlAsync("c1", Token));
        Assert.Equal(DeleteOutcome.CrawlRunning, await Client.DeleteSourceAsync("s2", Token));
        Assert.Equal(DeleteOutcome.Deleted, await Client.DeleteSourceAsync("s1", Token));
        Assert.Equal(DeleteOutcome.NotFound, await Client.DeleteSourceAsync("s1", Token));
        await Assert.ThrowsAsync<ArgumentException>(() => Client.ListSourcesAsync(limit: 0, cancellationToken: Token));

        Archon.Results = new SearchResults { Field = "kind", Message = "The kind is wrong." };
        Assert.Equal("kind", (await Client.SearchAsync(new SearchRequest { Query = "x" }, Token)).Field);
    }

    [Fact]
    public async Task AGateway_ThatCannotAnswer_IsUnavailable()
    {
        Archon.Unavailable = true;
        var exception = await Assert.ThrowsAsync<ArchonUnavailableException>(() => Client.GetCrawlAsync("c1", Token));
        Assert.Equal(TimeSpan.FromSeconds(7), exception.RetryAfter);

        Assert.False(exception.NothingChanged);
        Archon.Fault = new ArchonUnavailableException("The store did not answer within 5 s, so nothing was changed.") { NothingChanged = true };
        Archon.Unavailable = false;
        Assert.True((await Assert.ThrowsAsync<ArchonUnavailableException>(() => Client.CancelCrawlAsync("c1", Token))).NothingChanged);

        using var nobody = new HttpClient { BaseAddress = new Uri("http://127.0.0.1:1/") };
        await Assert.ThrowsAsync<ArchonUnavailableException>(() => new HttpArchonClient(nobody).ListCrawlsAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<ArchonUnavailableException>(async () => await new HttpArchonClient(nobody).WatchAsync("c1", 0, Token).FirstAsync(Token));
    }

    [Fact]
    public async Task Watch_GoesOnAcrossARestartOfTheGateway_WithoutGapOrRepeat_AndSaysSoMeanwhile()
    {
        var interruption = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        string? now = null;
        var archon = new ScriptedClient();
        var crawl = archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 1, "one");
        var host = await GatewayHost.StartAsync(archon, cancellationToken: Token);
        using var http = new HttpClient { BaseAddress = host.Address };
        var client = new HttpArchonClient(http)
        {
            WatchInterrupted = why =>
            {
                now = why;
                interruption.TrySetResult(why ?? "nothing");
            },
        };
        await using var events = client.WatchAsync("c1", 0, Token).GetAsyncEnumerator(Token);

        Assert.True(await events.MoveNextAsync());
        await host.DisposeAsync();
        var next = events.MoveNextAsync();
        Assert.StartsWith($"No gateway answers at {host.Address}", await interruption.Task.WaitAsync(Token));
        crawl.Append(CrawlStatus.Crawling, 2, "two");
        await using var again = await GatewayHost.StartAsync(archon, host.Address.Port, cancellationToken: Token);

        Assert.True(await next);
        Assert.Equal(2, events.Current.Sequence);
        Assert.Null(now);
        crawl.Append(CrawlStatus.Complete, 100, "done");
        Assert.True(await events.MoveNextAsync());
        Assert.False(await events.MoveNextAsync());
    }

    [Fact]
    public async Task Watch_OfACrawlThatWasRetried_GoesOnBeyondTheFirstEnd()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Complete, 100, "done");
        crawl.Append(CrawlStatus.Queued, 90, "again");
        crawl.Append(CrawlStatus.Complete, 100, "done");

        Assert.Equal([1, 2, 3], await Client.WatchAsync("c1", 0, Token).Select(progress => progress.Sequence).ToListAsync(Token));
        Assert.Equal([2, 3], await Client.WatchAsync("c1", 1, Token).Select(progress => progress.Sequence).ToListAsync(Token));
        Assert.Empty(await Client.WatchAsync("c1", 3, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task WhatIsNoGateway_IsNotTakenForAnEmptyOne()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        await using var other = builder.Build();
        await other.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(other.Urls.First()) };
        var client = new HttpArchonClient(http);

        var exception = await Assert.ThrowsAsync<ArchonUnavailableException>(() => client.ListSourcesAsync(cancellationToken: Token));

        Assert.Contains("is no gateway of Archon", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArchonUnavailableException>(() => client.GetCrawlAsync("c1", Token));
        await Assert.ThrowsAsync<ArchonUnavailableException>(() => client.CancelCrawlAsync("c1", Token));
        await Assert.ThrowsAsync<ArchonUnavailableException>(async () => await client.WatchAsync("c1", 0, Token).FirstAsync(Token));
    }

    [Fact]
    public async Task Watch_OfAnUnknownOrEndedCrawl_Ends()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Complete, 100, "done");

        Assert.Empty(await Client.WatchAsync("none", 0, Token).ToListAsync(Token));
        Assert.Single(await Client.WatchAsync("c1", 0, Token).ToListAsync(Token));
        Assert.Empty(await Client.WatchAsync("c1", 1, Token).ToListAsync(Token));
    }
}
