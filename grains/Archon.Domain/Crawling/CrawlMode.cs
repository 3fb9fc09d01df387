namespace Archon.Domain.Crawling;

/// <summary>How the pages of a crawl are found. The numbers are stored and never move.</summary>
public enum CrawlMode
{
    /// <summary>By links, and by what the site's sitemaps and llms.txt add.</summary>
    Auto = 0,

    /// <summary>The seed alone.</summary>
    Single = 1,

    /// <summary>By links alone.</summary>
    Recursive = 2,

    /// <summary>What the site's sitemaps list, and nothing else.</summary>
    Sitemap = 3,

    /// <summary>What the site's llms.txt lists, and nothing else.</summary>
    Llms = 4,

    /// <summary>They were handed in: nothing is fetched.</summary>
    Documents = 5,
}
