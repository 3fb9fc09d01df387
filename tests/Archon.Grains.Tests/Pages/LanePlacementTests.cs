using System.Globalization;
using Archon.Grains.Pages;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Pages;

public sealed class LanePlacementTests
{
    [Theory]
    [InlineData("20bjrzvt3z3n", 48, 3)]
    [InlineData("a", 16, 3)]
    [InlineData("4kx02p", 7, 5)]
    public void Choose_GivesEachSiloItsShare(string crawl, int lanes, int silos)
    {
        var shares = Enumerable.Range(0, lanes)
            .CountBy(lane => LanePlacementDirector.Choose(string.Create(CultureInfo.InvariantCulture, $"{crawl}/{lane}"), silos))
            .Select(share => share.Value)
            .ToList();

        Assert.Equal(silos, shares.Count);
        Assert.InRange(shares.Max() - shares.Min(), 0, 1);
    }

    [Fact]
    public void Choose_BeginsEveryCrawlElsewhere() =>
        Assert.Equal(3, Enumerable.Range(0, 100).Select(crawl => LanePlacementDirector.Choose($"crawl{crawl}/0", 3)).Distinct().Count());

    [Fact]
    public async Task Lanes_SpreadEvenlyOverTheSilos()
    {
        const int Lanes = 12;
        await using var cluster = await ArchonCluster.StartAsync(new ClusterParts { Silos = 3 });
        var management = cluster.Grains.GetGrain<IManagementGrain>(0);

        var rules = new GrainInterfaces.Pages.CrawlRules { Seed = "https://e.org/", ScopeUrl = "https://e.org/", SourceId = "e", MaxDepth = 1, Scope = 0, Mode = 0 };

        // A page that is no address is refused by the lane itself, which is placed for that.
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(lane => Assert.ThrowsAsync<ArgumentException>(() => cluster.Grains
            .GetGrain<GrainInterfaces.Pages.IPageCrawlerGrain>($"crawl/{lane}")
            .CrawlAsync(
                new GrainInterfaces.Pages.PageWork { CrawlId = "crawl", Epoch = 1, PageId = 1, Url = "none", Depth = 0, Attempts = 0, Rules = rules },
                TestContext.Current.CancellationToken))));

        var placed = (await management.GetDetailedGrainStatistics(null, null, TestContext.Current.CancellationToken))
            .Where(grain => grain.GrainId.Type.ToString() == "archon.page-crawler")
            .CountBy(grain => grain.SiloAddress)
            .Select(share => share.Value);
        Assert.Equal([4, 4, 4], placed);
    }
}
