using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Gateway.Tests.Progress;

public sealed class SseTests : GatewayTest
{
    protected override (string Key, string Value)[] Settings => [("Archon:Gateway:Heartbeat", "00:00:01"), ("Archon:Gateway:WriteDeadline", "00:00:01")];

    [Fact]
    public async Task Events_AreReplayedThenLive_AndEndWithTheTerminalOne()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Analyzing, 0, "Started");
        crawl.Append(CrawlStatus.Crawling, 10, done: 4);

        using var events = await SseLines.OpenAsync(Http, "/api/crawls/c1/events", lastEventId: null, Token);
        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no", events.Response.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.True(events.Response.Headers.CacheControl!.NoStore);

        var first = await events.NextEventAsync(Token);
        Assert.Equal(("1", "crawl_progress"), (first!.Value.Id, first.Value.Name));
        var progress = JsonSerializer.Deserialize<CrawlProgress>(first.Value.Data, ArchonJson.Options)!;
        Assert.Equal("Started", progress.Log);
        Assert.Equal("analyzing", JsonDocument.Parse(first.Value.Data).RootElement.GetProperty("status").GetString());
        Assert.Equal("2", (await events.NextEventAsync(Token))!.Value.Id);

        crawl.Append(CrawlStatus.Complete, 100, "Crawl operation completed successfully");
        Assert.Equal("3", (await events.NextEventAsync(Token))!.Value.Id);
        Assert.Null(await events.NextEventAsync(Token));
    }

    [Fact]
    public async Task Events_AfterANumber_BeginThere_AndTheHeaderWins()
    {
        var crawl = Archon.AddCrawl("c1");
        for (var i = 0; i < 5; i++)
        {
            crawl.Append(CrawlStatus.Crawling, i);
        }

        using var byQuery = await SseLines.OpenAsync(Http, "/api/crawls/c1/events?after=3", lastEventId: null, Token);
        using var byHeader = await SseLines.OpenAsync(Http, "/api/crawls/c1/events?after=1", lastEventId: "4", Token);

        Assert.Equal("4", (await byQuery.NextEventAsync(Token))!.Value.Id);
        Assert.Equal("5", (await byHeader.NextEventAsync(Token))!.Value.Id);
    }

    [Theory]
    [InlineData("/api/crawls/c1/events?after=x", null, "after")]
    [InlineData("/api/crawls/c1/events?after=-1", null, "after")]
    [InlineData("/api/crawls/c1/events?after=1", "1.5", "Last-Event-ID")]
    public async Task ANumber_ThatIsNone_IsRefused(string path, string? header, string field)
    {
        Archon.AddCrawl("c1");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.Add("Last-Event-ID", header);
        }

        var problem = await ReadAsync(await Http.SendAsync(request, Token), HttpStatusCode.BadRequest);

        Assert.Equal(field, problem.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("", "1")]
    [InlineData("", "7")]
    [InlineData("?after=1", null)]
    [InlineData("?after=7", null)]
    [InlineData("?after=0", "1")]
    public async Task AReader_WhoHasTheEnd_IsToldToStop(string query, string? header)
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Cancelled, 3);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/crawls/c1/events" + query);
        request.Headers.Add("Last-Event-ID", header);

        Assert.Equal(HttpStatusCode.NoContent, (await Http.SendAsync(request, Token)).StatusCode);
    }

    [Fact]
    public async Task AReader_WhoHasTheLastEventOfARunningCrawl_Waits()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 3);

        using var events = await SseLines.OpenAsync(Http, "/api/crawls/c1/events?after=1", lastEventId: null, Token);
        await crawl.WaitForReadersAsync(1, Token);
        crawl.Append(CrawlStatus.Cancelled, 3);

        Assert.Equal("2", (await events.NextEventAsync(Token))!.Value.Id);
    }

    [Fact]
    public async Task Silence_IsFilledWithHeartbeats()
    {
        Archon.AddCrawl("c1");
        using var events = await SseLines.OpenAsync(Http, "/api/crawls/c1/events", lastEventId: null, Token);

        string? line;
        do
        {
            line = await events.NextAsync(Token);
        }
        while (line is not null && line != ": heartbeat");

        Assert.Equal(": heartbeat", line);
    }

    [Fact]
    public async Task AReader_ThatLeaves_StopsItsWatch()
    {
        var crawl = Archon.AddCrawl("c1");
        using (await SseLines.OpenAsync(Http, "/api/crawls/c1/events", lastEventId: null, Token))
        {
            await crawl.WaitForReadersAsync(1, Token);
        }

        await crawl.WaitForReadersAsync(0, Token);
    }

    [Fact]
    public async Task AReader_ThatTakesNothing_IsDroppedAndHoldsUpNobody()
    {
        var crawl = Archon.AddCrawl("c1");
        for (var i = 0; i < 20_000; i++)
        {
            crawl.Append(CrawlStatus.Crawling, 1, log: new string('x', 300));
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, Host.Address.Port, Token);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/crawls/c1/events HTTP/1.1\r\nHost: 127.0.0.1:{Host.Address.Port}\r\n\r\n"), Token);
        await crawl.WaitForReadersAsync(1, Token);
        await GetAsync("/api/crawls/c1");

        await crawl.WaitForReadersAsync(0, Token);
    }

    [Fact]
    public async Task AHost_ThatStops_DoesNotWaitForItsReaders()
    {
        var crawl = Archon.AddCrawl("c1");
        await using var host = await GatewayHost.StartAsync(Archon, cancellationToken: Token);
        using var events = await SseLines.OpenAsync(host.Http, "/api/crawls/c1/events", lastEventId: null, Token);
        await crawl.WaitForReadersAsync(1, Token);

        await host.DisposeAsync();

        await crawl.WaitForReadersAsync(0, Token);
    }
}
