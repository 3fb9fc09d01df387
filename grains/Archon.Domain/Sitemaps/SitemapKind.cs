namespace Archon.Domain.Sitemaps;

/// <summary>What a file that may be a sitemap turned out to be.</summary>
public enum SitemapKind
{
    /// <summary>No sitemap at all.</summary>
    None,

    /// <summary>Pages: <c>urlset</c>.</summary>
    Pages,

    /// <summary>Further sitemaps: <c>sitemapindex</c>.</summary>
    Index,

    /// <summary>Pages, one address a line.</summary>
    Text,

    /// <summary>Pages: the items of an RSS feed (2.0, 0.9x or 1.0).</summary>
    Rss,

    /// <summary>Pages: the entries of an Atom feed.</summary>
    Atom,
}
