namespace Archon.Domain.Crawling;

/// <summary>What a status implies.</summary>
public static class CrawlStatusRules
{
    /// <summary>True when nothing more happens to a crawl in this status.</summary>
    public static bool IsTerminal(this CrawlStatus status) => status >= CrawlStatus.Complete;

    /// <summary>True when a node that starts must take the crawl up again.</summary>
    public static bool IsRunning(this CrawlStatus status) => !status.IsTerminal() && status != CrawlStatus.Paused;
}
