using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>What a crawl that refreshes goes to, though no link led it there.</summary>
public abstract class UnseenPagesConformance : RefreshConformance
{
    [Fact]
    public async Task Unseen_AdmitsWhatTheCrawlDoesNotKnow_InBatches()
    {
        await CollectSiteAsync("c", "a", "b", "c", "d");
        var epoch = await RefreshAsync("r");
        await CommitAsync(Done("r", epoch, await ClaimOneAsync("r", epoch), Page) with
        {
            Links = Links(1, "c"),
            Refused = [new RefusedLink(Seed + "d", PageReason.Excluded)],
        });

        var admitted = new List<int>();
        for (string? after = ""; after is not null;)
        {
            var batch = (await Store.AdmitUnseenAsync("r", epoch, after, 2, 11, Cancel))!;
            admitted.Add(batch.Admitted);
            after = batch.Next;
        }

        // In order: the seed and a, b and c, d and no more.
        Assert.Equal([1, 1, 1], admitted);
        var pages = (await Store.ClaimPagesAsync("r", epoch, 10, Cancel))!.Value;
        Assert.Equal([(Seed + "c", 1), (Seed + "a", 11), (Seed + "b", 11), (Seed + "d", 11)], pages.Select(page => (page.Url, page.Depth)));
        Assert.Equal((5, 0), ((await CountersAsync("r")).PagesDiscovered, (await CountersAsync("r")).LinksRefused));
        Assert.Equal(0, (await Store.AdmitUnseenAsync("r", epoch, "", 10, 11, Cancel))!.Admitted);
        await AssertCountersEqualRowsAsync("r");
    }

    [Fact]
    public async Task Unseen_OfASourceThatHasNothing_IsNone()
    {
        var epoch = await RefreshAsync("r");

        var batch = (await Store.AdmitUnseenAsync("r", epoch, "", 10, 11, Cancel))!;

        Assert.Equal((0, null, 1), (batch.Admitted, batch.Next, batch.Counters.PagesDiscovered));
    }
}
