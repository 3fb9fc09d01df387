using Archon.Grains.Tests.Hosting;

namespace Archon.Grains.Tests.Discovery;

/// <summary>Files in which a site tells of its pages.</summary>
internal static class Lists
{
    public static SiteAnswer Sitemap(params string[] locations) =>
        Xml($"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">{string.Concat(locations.Select(location => $"<url><loc>{location}</loc></url>"))}</urlset>");

    public static SiteAnswer Index(params string[] locations) =>
        Xml($"<sitemapindex>{string.Concat(locations.Select(location => $"<sitemap><loc>{location}</loc></sitemap>"))}</sitemapindex>");

    public static SiteAnswer Xml(string body) => new() { Body = body, ContentType = "application/xml" };

    public static SiteAnswer Text(string body) => new() { Body = body, ContentType = "text/plain" };
}
