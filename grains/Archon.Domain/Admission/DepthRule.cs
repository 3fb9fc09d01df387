using Archon.Domain.Crawling;

namespace Archon.Domain.Admission;

/// <summary>
/// Refuses what is more link hops from the seed than asked for. A crawl of a single page admits no link at all; one of a sitemap or an llms.txt
/// makes no hops.
/// </summary>
internal sealed class DepthRule(CrawlSettings settings)
{
    private readonly int _maxDepth = settings.Mode switch
    {
        CrawlMode.Single => 0,
        CrawlMode.Sitemap or CrawlMode.Llms => int.MaxValue,
        _ => settings.MaxDepth,
    };

    public PageReason Judge(int depth) => depth > _maxDepth ? PageReason.TooDeep : PageReason.None;
}
