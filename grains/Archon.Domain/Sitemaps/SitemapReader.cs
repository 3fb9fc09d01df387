namespace Archon.Domain.Sitemaps;

/// <summary>
/// Reads sitemaps as a stream (sitemaps.org 0.9): page lists, indexes, RSS and Atom feeds, with whatever namespaces or none, and lists of
/// addresses. Never fails: what cannot be read any further keeps what was read.
/// </summary>
public static class SitemapReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="text">The decoded file, decompressed.</param>
    /// <param name="mostEntries">Entries after which reading ends.</param>
    public static Sitemap Read(TextReader text, int mostEntries = Sitemap.MostEntries)
    {
        ArgumentNullException.ThrowIfNull(text);

        // An XML declaration must be the first thing, and what stands before it in real files is a mark or an empty line.
        while (text.Peek() is var next && next >= 0 && ((char)next is '\uFEFF' or '\0' || char.IsWhiteSpace((char)next)))
        {
            text.Read();
        }

        return text.Peek() switch
        {
            < 0 => new Sitemap(SitemapKind.None, []),
            '<' => XmlSitemap.Read(text, mostEntries),
            _ => TextSitemap.Read(text, mostEntries),
        };
    }
}
