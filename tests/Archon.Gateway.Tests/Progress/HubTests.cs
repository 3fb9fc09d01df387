using System.Text.Json;
using System.Threading.Channels;
using Archon.Client;
using Archon.Gateway.Tests.Hosting;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.Gateway.Tests.Progress;

public sealed class HubTests : GatewayTest
{
    private readonly Channel<CrawlProgress> _received = Channel.CreateUnbounded<CrawlProgress>();

    [Fact]
    public async Task Subscribe_ToARunningCrawl_AnswersReplaysAndGoesOnLive()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 10, "one");
        await using var connection = await ConnectAsync();

        var answer = await connection.InvokeAsync<JsonElement>("SubscribeToProgress", "c1", Token);

        Assert.Equal("""{"progressId":"c1","status":"running","message":"Reconnected to running task"}""", answer.GetRawText());
        Assert.Equal((1L, "one"), await NextAsync());
        crawl.Append(CrawlStatus.Complete, 100, "done");
        Assert.Equal((2L, "done"), await NextAsync());
    }

    [Fact]
    public async Task Subscribe_AfterANumber_SendsOnlyWhatWasMissed()
    {
        var crawl = Archon.AddCrawl("c1");
        crawl.Append(CrawlStatus.Crawling, 10, "one");
        crawl.Append(CrawlStatus.Crawling, 11, "two");
        await using var connection = await ConnectAsync();

        await connection.InvokeAsync<JsonElement>("SubscribeToProgress", "c1", 1L, Token);

        Assert.Equal((2L, "two"), await NextAsync());
    }

    [Fact]
    public async Task Subscribe_ToAnEndedCrawl_AnswersHowItEndedAndReplays()
    {
        Archon.AddCrawl("c1").Append(CrawlStatus.Cancelled, 10, "gone");
        await using var connection = await ConnectAsync();

        var answer = await connection.InvokeAsync<JsonElement>("SubscribeToProgress", "c1", null, Token);

        Assert.Equal("cancelled", answer.GetProperty("status").GetString());
        Assert.Equal((1L, "gone"), await NextAsync());
    }

    [Fact]
    public async Task Subscribe_ToAnUnknownCrawl_IsTaskNotFound()
    {
        await using var connection = await ConnectAsync();

        var exception = await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<JsonElement>("SubscribeToProgress", "none", Token));

        Assert.Contains("Task not found", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Subscribe_ToTheThirtyThird_IsRefused()
    {
        await using var connection = await ConnectAsync();
        for (var i = 0; i < 32; i++)
        {
            Archon.AddCrawl($"c{i}");
            await connection.InvokeAsync("SubscribeToProgress", $"c{i}", Token);
        }

        Archon.AddCrawl("more");
        await connection.InvokeAsync("SubscribeToProgress", "c0", Token);
        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync("SubscribeToProgress", "more", Token));

        await connection.InvokeAsync("UnsubscribeFromProgress", "c0", Token);
        await connection.InvokeAsync("SubscribeToProgress", "more", Token);
    }

    [Fact]
    public async Task UnsubscribeAndDisconnect_StopTheRelays()
    {
        var one = Archon.AddCrawl("c1");
        var two = Archon.AddCrawl("c2");
        await using (var connection = await ConnectAsync())
        {
            await connection.InvokeAsync("SubscribeToProgress", "c1", Token);
            await connection.InvokeAsync("SubscribeToProgress", "c2", Token);
            await one.WaitForReadersAsync(1, Token);
            await two.WaitForReadersAsync(1, Token);

            await connection.InvokeAsync("UnsubscribeFromProgress", "c1", Token);
            await one.WaitForReadersAsync(0, Token);
        }

        await two.WaitForReadersAsync(0, Token);
    }

    private async Task<HubConnection> ConnectAsync()
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(Host.Address, "hubs/progress"))
            .AddJsonProtocol(options => options.PayloadSerializerOptions = ArchonJson.Options)
            .Build();
        connection.On<CrawlProgress>("crawl_progress", progress => _received.Writer.TryWrite(progress));
        await connection.StartAsync(Token);
        return connection;
    }

    private async Task<(long Sequence, string? Log)> NextAsync()
    {
        var progress = await _received.Reader.ReadAsync(Token);
        return (progress.Sequence, progress.Log);
    }
}
