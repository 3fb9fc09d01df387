using Archon.Domain.Crawling;
using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Hosts;

/// <summary>The promise as the server sees it: three silos, five crawls, one host.</summary>
public sealed class PolitenessProofTests
{
    private const int Crawls = 5;
    private const int Pages = 7;

    [Fact]
    public async Task FiveCrawlsOnThreeSilos_NeverComeCloserThanAHostAllows_AndLoseNoPage()
    {
        var delay = TimeSpan.FromMilliseconds(200);
        var stillness = TimeSpan.FromSeconds(1);
        await using var site = await RecordedSite.StartAsync(
            "User-agent: *\nCrawl-delay: 0.2\n",
            Enumerable.Range(1, Crawls).ToDictionary(crawl => $"/c{crawl}/", crawl => Enumerable.Range(1, Pages - 1).Select(page => $"/c{crawl}/p{page}").ToArray()),
            isThrottled: number => number is >= 8 and <= 9 or >= 20 and <= 22,
            retryAfter: stillness);
        await using var archon = await ArchonCluster.StartAsync(new ClusterParts { Silos = 3 });

        await Task.WhenAll(Enumerable.Range(1, Crawls).Select(crawl => archon.StartCrawlAsync($"c{crawl}", site[$"/c{crawl}/"], request => request with { Mode = "recursive" })));
        var records = await Task.WhenAll(Enumerable.Range(1, Crawls).Select(crawl => archon.EndOfAsync($"c{crawl}")));

        Assert.All(records, record => Assert.Equal((CrawlStatus.Complete, Pages, 0), (record.Status, record.Counters.PagesDone, record.Counters.PagesFailed)));
        var log = site.Log;
        Assert.Equal(1 + (Crawls * Pages) + 5, log.Length);
        Assert.All(log.Zip(log.Skip(1)), pair =>
        {
            var (before, after) = pair;
            var allowed = before.Status == 429 ? stillness : delay;
            Assert.True(after.At - before.At >= allowed, $"{after.Path} came {(after.At - before.At).TotalMilliseconds:0} ms after {before.Path} ({before.Status}).");
        });

        // In turn: nobody is done while another has half of its pages before it.
        var lastOfFirst = log.Select((request, at) => (request, at)).Where(line => line.request.Status == 200 && line.request.Path != "/robots.txt")
            .GroupBy(line => line.request.Path.Split('/')[1]).Min(crawl => crawl.Max(line => line.at));
        Assert.True(lastOfFirst > log.Length / 2, $"One crawl was done at request {lastOfFirst} of {log.Length}.");
    }
}
