using System.Collections.Immutable;

namespace Archon.Domain.Sitemaps;

/// <summary>Reads a list of addresses, one a line. It is one when its first line is an absolute http(s) address.</summary>
internal static class TextSitemap
{
    public static Sitemap Read(TextReader text, int mostEntries)
    {
        var entries = ImmutableArray.CreateBuilder<SitemapEntry>();
        while (text.ReadLine() is { } line)
        {
            var location = line.Trim();
            if (location.Length == 0 || location[0] == '#')
            {
                continue;
            }

            if (entries.Count == 0 && !IsAddress(location))
            {
                return new Sitemap(SitemapKind.None, []);
            }

            if (entries.Count == mostEntries)
            {
                return new Sitemap(SitemapKind.Text, entries.DrainToImmutable(), IsCut: true);
            }

            entries.Add(new SitemapEntry(location, null));
        }

        return new Sitemap(entries.Count == 0 ? SitemapKind.None : SitemapKind.Text, entries.DrainToImmutable());
    }

    private static bool IsAddress(string line) =>
        (line.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || line.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        && !line.Any(char.IsWhiteSpace);
}
