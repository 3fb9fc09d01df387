namespace Archon.Domain.Crawling;

/// <summary>How the pages of a crawl are found. The numbers are stored and never move.</summary>
public enum CrawlMode
{
    Auto = 0,
    Single = 1,
    Recursive = 2,
    Sitemap = 3,
    Llms = 4,
}
