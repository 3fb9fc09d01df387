namespace Archon.Domain.Crawling;

/// <summary>How far from the seed a crawl may follow links. The numbers are stored and never move.</summary>
public enum CrawlScope
{
    /// <summary>The seed's host, and paths below the seed's folder.</summary>
    Subtree = 0,

    /// <summary>The seed's host.</summary>
    Host = 1,

    /// <summary>The seed's host, its parent site and every host below that (docs.example.org → *.example.org).</summary>
    Domain = 2,
}
