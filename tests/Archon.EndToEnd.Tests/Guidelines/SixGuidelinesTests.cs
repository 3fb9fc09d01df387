using System.Text.Json;
using System.Threading.Channels;
using Archon.Client;
using Archon.EndToEnd.Tests.Sites;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Archon.EndToEnd.Tests.Guidelines;

/// <summary>The six test guidelines of the original "background tasks" document, one named test each, on a whole node.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class SixGuidelinesTests
{
    [Fact]
    public async Task Guideline1_ACrawlOfMoreThanAHundredPages_Completes()
    {
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(300));
        await using var node = await RunningNode.StartAsync();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri });

        var events = await node.WatchToTheEndAsync(id);

        Assert.Equal(CrawlStatus.Complete, events[^1].Status);
        Assert.Equal(300, events[^1].PagesDone);
        Assert.Equal(30, events[^1].CodeExamples);
    }

    [Fact]
    public async Task Guideline2_Connections_StayUpDuringACrawl()
    {
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(500));
        await using var node = await RunningNode.StartAsync();
        var release = site.Hold();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri });
        var dropped = false;
        var overSignalR = Channel.CreateUnbounded<CrawlProgress>();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(node.Node.GatewayAddress!, "/hubs/progress"))
            .AddJsonProtocol(options => options.PayloadSerializerOptions = ArchonJson.Options)
            .Build();
        hub.Closed += _ =>
        {
            dropped = true;
            return Task.CompletedTask;
        };
        hub.On<CrawlProgress>("crawl_progress", progress => overSignalR.Writer.TryWrite(progress));
        await hub.StartAsync(TestContext.Current.CancellationToken);
        await hub.InvokeAsync("SubscribeToProgress", id, 0L, TestContext.Current.CancellationToken);
        var overSse = ReadSseAsync(node.Http, id);
        release();

        AssertWhole(await overSse);
        AssertWhole(await ReadToTheEndAsync(overSignalR.Reader));
        Assert.False(dropped);
    }

    [Fact]
    public async Task Guideline3_TheDatabase_IsRightUnderLoad()
    {
        await using var node = await RunningNode.StartAsync();
        await using var first = await ServedSite.StartAsync(SyntheticPages.Make(300));
        await using var second = await ServedSite.StartAsync(SyntheticPages.Make(200));
        await using var third = await ServedSite.StartAsync(SyntheticPages.Make(100));
        ServedSite[] sites = [first, second, third];
        var ids = await Task.WhenAll(sites.Select(site => node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri })));
        await Task.WhenAll(ids.Select(node.WatchToTheEndAsync));

        foreach (var (id, pages) in ids.Zip([300, 200, 100]))
        {
            var crawl = await node.Node.Client.GetCrawlAsync(id, TestContext.Current.CancellationToken);
            var rows = await ListPagesAsync(node, id);
            Assert.Equal(pages, crawl!.PagesDone);
            Assert.Equal(crawl.PagesDiscovered, rows.Count);
            Assert.Equal(rows.Count, rows.Distinct(StringComparer.Ordinal).Count());
            Assert.Equal(crawl.ChunksStored, crawl.ChunksEmbedded);
        }
    }

    [Fact]
    public async Task Guideline4_TheMemoryOfTheWorkers_DoesNotGrowWithPages()
    {
        await using var node = await RunningNode.StartAsync();
        var small = await HeapAfterCrawlAsync(node, 500);
        var large = await HeapAfterCrawlAsync(node, 3000);

        // What is alive after a collection; six times the pages may leave only what caches of fixed size hold.
        Assert.True(large - small < 16 * 1024 * 1024, $"{small:N0} bytes alive after 500 pages, {large:N0} after 3,000");
    }

    [Fact]
    public async Task Guideline5_Cancelling_EndsTheCrawlAtOnceAndForGood()
    {
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(2000));
        await using var node = await RunningNode.StartAsync();
        var underWay = site.AfterServing(50);
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri, MaxPages = 2000 });
        await underWay;
        site.Hold();

        using var response = await node.Http.PostAsync(new Uri($"/api/knowledge/cancel/{id}", UriKind.Relative), null, TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, response.StatusCode);
        var events = await node.WatchToTheEndAsync(id);
        Assert.Equal(CrawlStatus.Cancelled, events[^1].Status);
        var after = await node.Node.Client.GetCrawlAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal(CrawlStatus.Cancelled, after!.Status);
        Assert.Equal(events[^1].PagesDone, after.PagesDone);
        Assert.Equal(events[^1].Sequence, after.LastSequence);
    }

    [Fact]
    public async Task Guideline6_Progress_IsAccurate()
    {
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(800));
        await using var node = await RunningNode.StartAsync();
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri });

        var events = await node.WatchToTheEndAsync(id);

        AssertWhole(events);
        Assert.Equal(events.Select(progress => progress.Percentage).Order(), events.Select(progress => progress.Percentage));
        Assert.All(events.SkipLast(1), progress => Assert.InRange(progress.Percentage, 0, 99.9));
        Assert.Equal(100, events[^1].Percentage);
        Assert.Equal(events.Select(progress => progress.PagesDone).Order(), events.Select(progress => progress.PagesDone));
        Assert.Equal(800, events[^1].PagesDone);
    }

    private static void AssertWhole(IReadOnlyList<CrawlProgress> events)
    {
        long previous = 0;
        foreach (var progress in events)
        {
            Assert.Equal(progress.Coalesced, progress.Sequence - previous - 1);
            previous = progress.Sequence;
        }

        Assert.True(events[^1].IsTerminal);
        Assert.Single(events, progress => progress.IsTerminal);
    }

    private static async Task<IReadOnlyList<CrawlProgress>> ReadSseAsync(HttpClient http, string id)
    {
        await using var stream = await http.GetStreamAsync(new Uri($"/api/crawls/{id}/events", UriKind.Relative), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var events = new List<CrawlProgress>();
        while (await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                events.Add(JsonSerializer.Deserialize<CrawlProgress>(line["data: ".Length..], ArchonJson.Options)!);
            }
        }

        return events;
    }

    private static async Task<IReadOnlyList<CrawlProgress>> ReadToTheEndAsync(ChannelReader<CrawlProgress> reader)
    {
        var events = new List<CrawlProgress>();
        do
        {
            events.Add(await reader.ReadAsync(TestContext.Current.CancellationToken));
        }
        while (!events[^1].IsTerminal);
        return events;
    }

    private static async Task<IReadOnlyList<string>> ListPagesAsync(RunningNode node, string id)
    {
        var urls = new List<string>();
        string? cursor = null;
        do
        {
            var page = await node.Node.Client.ListPagesAsync(id, "done", 200, cursor, TestContext.Current.CancellationToken);
            urls.AddRange(page.Items.Select(row => row.Url));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return urls;
    }

    private static async Task<long> HeapAfterCrawlAsync(RunningNode node, int pages)
    {
        await using var site = await ServedSite.StartAsync(SyntheticPages.Make(pages));
        var id = await node.StartCrawlAsync(new CrawlRequest { Url = site["/index.html"].AbsoluteUri, MaxPages = pages });
        var events = await node.WatchToTheEndAsync(id);
        Assert.Equal(pages, events[^1].PagesDone);
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
