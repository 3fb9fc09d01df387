using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Storage.Tests.Conformance;

/// <summary>The frontier as people read it.</summary>
public abstract class PageListConformance : StoreConformance
{
    [Fact]
    public async Task ListPages_ByState_PagesThroughInOrderOfDiscovery()
    {
        await StartWithLinksAsync("c", [.. Enumerable.Range(0, 10).Select(n => $"p{9 - n}")]);

        var pending = await PagesAsync("c", PageState.Pending);

        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{Seed}p{9 - n}"), pending.Select(page => page.Url));
        Assert.Equal(11, (await PagesAsync("c", limit: 11)).Count);
    }

    [Fact]
    public async Task ListPages_OfAll_MixesStatesInOrderAndEndsWithRefusedLinks()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b", "d");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { State = PageState.Failed, Reason = PageReason.Dns, Refused = [new("x:y", PageReason.Malformed)] });
        await ClaimOneAsync("c", epoch);

        var rows = await PagesAsync("c", limit: 2);

        Assert.Equal([Seed, Seed + "a", Seed + "b", Seed + "d", "x:y"], rows.Select(row => row.Url));
        Assert.Equal([PageState.Done, PageState.Failed, PageState.Claimed, PageState.Pending, PageState.Refused], rows.Select(row => row.State));
    }

    [Fact]
    public async Task ListPages_OfSkippedAndOfRefused_HaveAsManyRowsAsTheirCounters()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        var committed = await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with
        {
            State = PageState.Skipped,
            Reason = PageReason.NoIndex,
            Refused = [.. Enumerable.Range(0, 7).Select(n => new RefusedLink($"x:{n}", PageReason.Malformed))],
        });

        var skipped = await PagesAsync("c", PageState.Skipped);
        var refused = await PagesAsync("c", PageState.Refused);

        Assert.Equal((skipped.Count, refused.Count), (committed.Counters!.PagesSkipped, committed.Counters.LinksRefused));
        Assert.Equal(Seed + "a", Assert.Single(skipped).Url);
        Assert.Equal(Enumerable.Range(0, 7).Select(n => $"x:{n}"), refused.Select(row => row.Url));
        Assert.All(refused, row => Assert.Equal(PageState.Refused, row.State));
        Assert.Single(await PagesAsync("c", PageState.Pending));
    }

    [Fact]
    public async Task CountReasons_CountsFailedSkippedAndRefused()
    {
        var epoch = await StartWithLinksAsync("c", "a", "b");
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with { State = PageState.Failed, Reason = PageReason.Timeout });
        await CommitAsync(Done("c", epoch, await ClaimOneAsync("c", epoch)) with
        {
            State = PageState.Skipped,
            Reason = PageReason.Empty,
            Refused = [new("a:1", PageReason.UnsupportedScheme), new("a:2", PageReason.UnsupportedScheme)],
        });

        Assert.Equal(
            [new(PageReason.Timeout, 1), new(PageReason.Empty, 1), new(PageReason.UnsupportedScheme, 2)],
            await Store.CountReasonsAsync("c", Cancel));
    }
}
