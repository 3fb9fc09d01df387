using Archon.GrainInterfaces.Crawling;

namespace Archon.GrainInterfaces.Planning;

/// <summary>Says what a crawl would do, without storing anything. Stateless; key 0.</summary>
[Alias("archon.plan"), GrainInterfaceType("archon.plan")]
public interface IPlanGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Fetches the seed and the site's lists as the crawl would, with permits of their hosts, and sorts what they lead to. A wrong request is in
    /// the answer.
    /// </summary>
    [Alias("plan"), ResponseTimeout("00:10:00")]
    Task<CrawlPlan> PlanAsync(StartCrawl command, CancellationToken cancellationToken);
}
