using Archon.Domain.Crawling;

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
        Assert.Equal([PageState.Done, PageState.Failed, PageState.Claimed, PageState.Pending, PageState.Skipped], rows.Select(row => row.State));
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
