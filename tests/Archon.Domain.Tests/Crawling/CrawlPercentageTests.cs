using Archon.Domain.Crawling;

namespace Archon.Domain.Tests.Crawling;

public sealed class CrawlPercentageTests
{
    [Theory]
    [InlineData(0, 0, 0, 0, 0.0)]
    [InlineData(100, 0, 0, 0, 0.0)]
    [InlineData(100, 50, 0, 0, 49.5)]
    [InlineData(100, 20, 20, 10, 49.5)]
    [InlineData(100, 100, 0, 0, 99.0)]
    [InlineData(3, 1, 0, 0, 33.0)]
    [InlineData(7, 3, 0, 0, 42.4)]
    public void Compute_FollowsThePagesThatReachedAnEnd(int discovered, int done, int failed, int skipped, double expected)
    {
        Assert.Equal(expected, CrawlPercentage.Compute(Counters(discovered, done, failed, skipped), 1000, complete: false, previous: 0));
    }

    [Fact]
    public void Compute_TakesThePageLimitAsTheWhole()
    {
        Assert.Equal(49.5, CrawlPercentage.Compute(Counters(5000, 50, 0, 0), 100, complete: false, previous: 0));

        // 110 pages have to be looked at to keep 100 when 10 are lost on the way.
        Assert.Equal(54.0, CrawlPercentage.Compute(Counters(5000, 50, 5, 5), 100, complete: false, previous: 0));
        Assert.Equal(99.0, CrawlPercentage.Compute(Counters(5000, 100, 5, 5), 100, complete: false, previous: 0));
    }

    [Fact]
    public void Compute_KeepsFourPercentForTheEmbedding()
    {
        var counters = Counters(100, 100, 0, 0) with { ChunksStored = 200, ChunksEmbedded = 0 };

        Assert.Equal(95.0, CrawlPercentage.Compute(counters, 1000, complete: false, previous: 0));
        Assert.Equal(97.0, CrawlPercentage.Compute(counters with { ChunksEmbedded = 100 }, 1000, complete: false, previous: 0));
        Assert.Equal(99.0, CrawlPercentage.Compute(counters with { ChunksEmbedded = 200 }, 1000, complete: false, previous: 0));
        Assert.Equal(99.0, CrawlPercentage.Compute(counters with { ChunksEmbedded = 300 }, 1000, complete: false, previous: 0));
    }

    [Fact]
    public void Compute_WhileOnlyTheSeedIsKnown_StaysAtOne()
    {
        Assert.Equal(0.0, CrawlPercentage.Compute(Counters(1, 0, 0, 0), 1000, complete: false, previous: 0));
        Assert.Equal(1.0, CrawlPercentage.Compute(Counters(1, 1, 0, 0), 1000, complete: false, previous: 0));
    }

    [Fact]
    public void Compute_NeverGoesBack()
    {
        Assert.Equal(49.5, CrawlPercentage.Compute(Counters(1000, 51, 0, 0), 1000, complete: false, previous: 49.5));
        Assert.Equal(12.3, CrawlPercentage.Compute(Counters(1, 1, 0, 0), 1000, complete: false, previous: 12.3));
    }

    [Fact]
    public void Compute_ReachesHundredOnlyByCompleting()
    {
        Assert.Equal(99.9, CrawlPercentage.Compute(Counters(1, 1, 0, 0), 1000, complete: false, previous: 100));
        Assert.Equal(100.0, CrawlPercentage.Compute(Counters(1, 0, 1, 0), 1000, complete: true, previous: 0));
        Assert.Equal(100.0, CrawlPercentage.Compute(new CrawlCounters(), 1000, complete: true, previous: 99.9));
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void Compute_TakesAPreviousThatIsNoPercentageAsZero(double previous)
    {
        Assert.Equal(49.5, CrawlPercentage.Compute(Counters(100, 50, 0, 0), 1000, complete: false, previous));
    }

    [Fact]
    public void Compute_WithAnyCounts_StaysInBoundsAndNeverGoesBack()
    {
        var random = new Random(3);
        var previous = 0.0;
        for (var i = 0; i < 10_000; i++)
        {
            var counters = Counters(random.Next(100), random.Next(100), random.Next(100), random.Next(100)) with
            {
                ChunksStored = random.Next(100),
                ChunksEmbedded = random.Next(100),
            };
            var next = CrawlPercentage.Compute(counters, random.Next(1, 50), complete: false, previous);

            Assert.InRange(next, previous, 99.9);
            Assert.Equal(Math.Round(next, 1), next);
            previous = i % 20 == 0 ? 0 : next;
        }
    }

    private static CrawlCounters Counters(int discovered, int done, int failed, int skipped) =>
        new() { PagesDiscovered = discovered, PagesDone = done, PagesFailed = failed, PagesSkipped = skipped };
}
