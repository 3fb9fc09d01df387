namespace Archon.Domain.Sitemaps;

/// <summary>One entry of a sitemap.</summary>
/// <param name="Location">What it points to, as it stands there, trimmed: absolute as it should be, or relative to the sitemap.</param>
/// <param name="LastModified">When that changed last, if the entry says so in a way that can be read.</param>
public sealed record SitemapEntry(string Location, DateTimeOffset? LastModified);
