namespace Archon.Domain.Discovery;

/// <summary>Files in which a site tells of its pages. The numbers are stored and never move.</summary>
public enum SiteFileKind
{
    /// <summary>A sitemap, an index of sitemaps, a feed, or a list of addresses.</summary>
    Sitemap = 0,

    /// <summary>llms.txt.</summary>
    Llms = 1,

    /// <summary>llms-full.txt, whose pages are in it.</summary>
    LlmsFull = 2,
}
