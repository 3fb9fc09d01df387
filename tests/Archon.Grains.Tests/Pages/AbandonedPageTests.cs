using Archon.GrainInterfaces.Pages;
using Archon.Grains.Tests.Hosting;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Tests.Pages;

/// <summary>A lane that is busy for a crawl whose silo has died keeps the pages of the crawl's next epoch waiting.</summary>
public sealed class AbandonedPageTests
{
    [Fact]
    public async Task AbandonBefore_EndsTheWorkOfAnEarlierEpoch_AndNoOther()
    {
        await using var site = await DocSite.StarAsync(3);
        await using var archon = await ArchonCluster.StartAsync();
        site.Hold();
        await archon.StartCrawlAsync("c1", site["/docs/"]);
        await site.When(() => site.InFlight > 0);
        var epoch = (await archon.RecordAsync("c1")).Epoch;
        var lane = archon.Grains.GetGrain<IPageCrawlerGrain>("c1/0");

        await lane.AbandonBeforeAsync(epoch);
        Assert.Equal(0, site.Aborted);

        await lane.AbandonBeforeAsync(epoch + 1);
        await site.When(() => site.Aborted == 1);

        // The crawl that is at work all the same tries the page again.
        site.Release();
        var record = await archon.EndOfAsync("c1");
        Assert.Equal((CrawlStatus.Complete, 3L), (record.Status, record.Counters.PagesDone));
        Assert.Equal(2, site.Requests["/docs/"]);
    }
}
