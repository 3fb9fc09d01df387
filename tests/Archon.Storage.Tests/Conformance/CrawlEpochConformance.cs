using Archon.Domain.Crawling;

namespace Archon.Storage.Tests.Conformance;

/// <summary>Who may write for a crawl, and the status it gives it.</summary>
public abstract class CrawlEpochConformance : StoreConformance
{
    [Fact]
    public async Task OpenEpoch_RaisesTheEpochAndStampsTheStartOnce()
    {
        await Store.CreateCrawlAsync(Crawl("c"), Cancel);

        var first = (await Store.OpenEpochAsync("c", Noon, Cancel))!;
        var second = (await Store.OpenEpochAsync("c", Noon.AddHours(1), Cancel))!;

        Assert.True(second.Epoch > first.Epoch);
        Assert.Equal(Noon, first.StartedAt);
        Assert.Equal(Noon, second.StartedAt);
    }

    [Fact]
    public async Task OpenEpoch_PutsClaimedPagesBack()
    {
        var epoch = await StartAsync("c");
        var page = await ClaimOneAsync("c", epoch);

        var next = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.Equal(page, await ClaimOneAsync("c", next));
    }

    [Fact]
    public async Task OpenEpoch_OfAPausedCrawl_LeavesItPaused()
    {
        var epoch = await StartAsync("c");
        await Store.SetCrawlStatusAsync("c", epoch, CrawlStatus.Paused, Cancel);

        Assert.Equal(CrawlStatus.Paused, (await Store.OpenEpochAsync("c", Noon, Cancel))!.Status);
    }

    [Fact]
    public async Task OpenEpoch_OfAnEndedOrUnknownCrawl_IsNull()
    {
        var epoch = await StartAsync("c");
        await Store.EndCrawlAsync(End("c", epoch), Cancel);

        Assert.Null(await Store.OpenEpochAsync("c", Noon, Cancel));
        Assert.Null(await Store.OpenEpochAsync("nobody", Noon, Cancel));
    }

    [Fact]
    public async Task SetCrawlStatus_OfAnOlderEpoch_IsRefused()
    {
        var old = await StartAsync("c");
        var current = (await Store.OpenEpochAsync("c", Noon, Cancel))!.Epoch;

        Assert.False(await Store.SetCrawlStatusAsync("c", old, CrawlStatus.Crawling, Cancel));
        Assert.True(await Store.SetCrawlStatusAsync("c", current, CrawlStatus.Crawling, Cancel));
        Assert.Equal(CrawlStatus.Crawling, (await Store.FindCrawlAsync("c", Cancel))!.Status);
    }

    [Fact]
    public async Task SetCrawlStatus_ToATerminalStatus_IsAnError()
    {
        var epoch = await StartAsync("c");

        await Assert.ThrowsAsync<ArgumentException>(() => Store.SetCrawlStatusAsync("c", epoch, CrawlStatus.Complete, Cancel));
    }
}
