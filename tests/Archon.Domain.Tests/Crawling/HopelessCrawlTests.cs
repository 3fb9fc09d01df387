using Archon.Domain.Crawling;

namespace Archon.Domain.Tests.Crawling;

public sealed class HopelessCrawlTests
{
    [Theory]
    [InlineData(0, 19, 0, false)]
    [InlineData(0, 20, 0, true)]
    [InlineData(0, 25, 7, true)]
    [InlineData(1, 500, 0, false)]
    public void ACrawl_IsHopelessWithTwentyFailedPagesAndNoneStored(long done, long failed, long skipped, bool expected) =>
        Assert.Equal(expected, HopelessCrawl.Is(new CrawlCounters { PagesDiscovered = 1000, PagesDone = done, PagesFailed = failed, PagesSkipped = skipped }));

    [Fact]
    public void TheSentence_NamesEveryReasonTheMostFrequentFirst() =>
        Assert.Equal(
            "The first 20 pages all failed: 18 x timeout, 2 x http-server-error.",
            HopelessCrawl.Sentence([(PageReason.HttpServerError, 2), (PageReason.Timeout, 18)], skipped: 0));

    [Fact]
    public void TheSentence_OfACrawlWithSkippedPages_DoesNotCallThemFailed() =>
        Assert.Equal("20 pages failed and none could be stored: 20 x connect.", HopelessCrawl.Sentence([(PageReason.Connect, 20)], skipped: 3));
}
