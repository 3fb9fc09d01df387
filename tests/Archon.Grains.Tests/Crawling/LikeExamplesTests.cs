using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Crawling;

/// <summary>Code that stands on several pages of a source.</summary>
public sealed class LikeExamplesTests
{
    private const string Code = "frobnicate --all --with options --and more --of everything --that can be --said here --twice over --for good " +
        "--until nothing --is left --or nobody --cares any longer --about what --was asked --at first --by whom --and why --so often --in vain";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheSameCodeOnThreePages_IsOneResult_AndStaysFoundWhenAPageGetsOther()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/b", "/docs/c");
        site.Put("/docs/a", Answer("a", Code));
        site.Put("/docs/b", Answer("b", Code.Replace(" --", "  --", StringComparison.Ordinal)));
        site.Put("/docs/c", Answer("c", Code + " --nearly"));
        await using var archon = await ArchonCluster.StartAsync();

        Assert.Equal(CrawlStatus.Complete, (await archon.RunAsync("c1", site["/docs/"])).Status);
        var hit = Assert.Single(await FindAsync(archon));
        Assert.Equal((2, 2), (hit.Example!.AlsoOnCount, hit.Example.AlsoOn.Length));
        Assert.DoesNotContain(hit.Url, hit.Example.AlsoOn);

        // The one that was shown says something else now.
        site.Put(new Uri(hit.Url).AbsolutePath, Answer("other", "other code"));
        Assert.Equal(CrawlStatus.Complete, (await archon.RunAsync("c2", site["/docs/"])).Status);
        var left = Assert.Single(await FindAsync(archon));
        Assert.NotEqual(hit.Url, left.Url);
        Assert.Equal(1, left.Example!.AlsoOnCount);
    }

    [Fact]
    public async Task AStoreThatFailsMeanwhile_IsAskedAgain()
    {
        await using var site = await DocSite.StartAsync();
        site.Page("/docs/", "/docs/a", "/docs/b");
        site.Put("/docs/a", Answer("a", Code));
        site.Put("/docs/b", Answer("b", Code));
        await using var archon = await ArchonCluster.StartAsync();
        archon.Store.Fail(nameof(IExampleStore.GroupExamplesAsync), 1);

        Assert.Equal(CrawlStatus.Complete, (await archon.RunAsync("c1", site["/docs/"])).Status);

        Assert.Equal(1, Assert.Single(await FindAsync(archon)).Example!.AlsoOnCount);
    }

    private static async Task<System.Collections.Immutable.ImmutableArray<SearchHit>> FindAsync(ArchonCluster archon) =>
        await archon.Store.SearchAsync(new SearchQuery { Text = "frobnicate", Kind = SearchKind.Code }, Cancel);

    private static SiteAnswer Answer(string title, string code) => new() { Body = $"<html><head><title>{title}</title></head><body><main><h1>{title}</h1><p>About {title} and what it does.</p><pre>{code}</pre></main></body></html>" };
}
