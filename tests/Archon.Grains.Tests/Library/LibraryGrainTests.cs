using Archon.GrainInterfaces.Library;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Library;

public sealed class LibraryGrainTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unheard-of")]
    [InlineData("7")]
    [InlineData("done,failed")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task ListPagesAsync_OfAnUnknownState_IsRefusedWithTheStatesThereAre(string state)
    {
        await using var archon = await ArchonCluster.StartAsync();

        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Library(archon).ListPagesAsync("c1", state, 10, null, Cancel));

        Assert.Contains("pending, claimed, done, failed, skipped, refused", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("p")]
    [InlineData("-1.-1")]
    [InlineData("p99999999999999999999999")]
    public async Task GarbageCursors_AreRefused(string cursor)
    {
        await using var archon = await ArchonCluster.StartAsync();
        var library = Library(archon);

        await Assert.ThrowsAsync<ArgumentException>(() => library.ListCrawlsAsync(null, 10, cursor, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => library.ListPagesAsync("c1", null, 10, cursor, Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() => library.ListSourcesAsync(10, cursor, Cancel));
    }

    [Fact]
    public async Task ListHostsAsync_AfterACrawl_ShowsItsHostAsItIsTreated()
    {
        await using var site = await DocSite.StarAsync(7);
        site.Put("/robots.txt", new SiteAnswer { Body = "User-agent: *\nCrawl-delay: 0.01\n", ContentType = "text/plain" });
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"], request => request with { Mode = "recursive" });

        var host = Assert.Single((await Library(archon).ListHostsAsync(10, Cancel)).Items);

        Assert.Equal(
            (site.Address.GetLeftPart(UriPartial.Authority), 8L, 0, 16, 16, 0.01, "rules", 200),
            (host.Origin, host.Requests, host.Waiting, host.Limit, host.Ceiling, host.DelaySeconds, host.Robots, host.LastStatus));
    }

    [Fact]
    public async Task Lists_GoOnWhereTheyEnded_AndALimitOutOfBoundsIsBroughtIn()
    {
        await using var site = await DocSite.StarAsync(7);
        await using var archon = await ArchonCluster.StartAsync();
        await archon.RunAsync("c1", site["/docs/"]);
        var library = Library(archon);

        var urls = new List<string>();
        string? cursor = null;
        do
        {
            var page = await library.ListPagesAsync("c1", "Done", 3, cursor, Cancel);
            urls.AddRange(page.Items.Select(item => item.Url));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(7, urls.Distinct().Count());
        Assert.Equal(7, urls.Count);
        Assert.Single((await library.ListPagesAsync("c1", null, -5, null, Cancel)).Items);
        Assert.Single((await library.ListCrawlsAsync(null, int.MaxValue, null, Cancel)).Items);
    }

    private static ILibraryGrain Library(ArchonCluster archon) => archon.Grains.GetGrain<ILibraryGrain>(0);
}
