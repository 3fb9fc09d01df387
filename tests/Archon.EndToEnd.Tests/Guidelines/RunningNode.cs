using Archon.EndToEnd.Tests.Processes;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Silo;

namespace Archon.EndToEnd.Tests.Guidelines;

/// <summary>A whole node in this process: silo, SQLite in a folder of its own, gateway on a free port.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly DataFolder _data = new();

    public ArchonNode Node { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<RunningNode> StartAsync()
    {
        var running = new RunningNode();
        running.Node = await ArchonNode.StartAsync(
            new NodeSettings { DataDirectory = running._data.Path, GatewayPort = 0, AllowPrivateNetworks = true },
            TestContext.Current.CancellationToken);
        running.Http = new HttpClient { BaseAddress = running.Node.GatewayAddress };
        return running;
    }

    /// <summary>Starts a crawl, which must be accepted.</summary>
    public async Task<string> StartCrawlAsync(CrawlRequest request)
    {
        var started = await Node.Client.StartCrawlAsync(request, TestContext.Current.CancellationToken);
        Assert.True(started.Outcome == StartOutcome.Started, started.Message);
        return started.CrawlId!;
    }

    /// <summary>Every event of a crawl up to its end.</summary>
    public async Task<IReadOnlyList<CrawlProgress>> WatchToTheEndAsync(string crawlId)
    {
        var events = new List<CrawlProgress>();
        await foreach (var progress in Node.Client.WatchAsync(crawlId, 0, TestContext.Current.CancellationToken))
        {
            events.Add(progress);
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Node.DisposeAsync();
        _data.Dispose();
    }
}
