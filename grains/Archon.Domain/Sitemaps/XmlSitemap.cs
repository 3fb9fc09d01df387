using System.Collections.Immutable;
using System.Xml;

namespace Archon.Domain.Sitemaps;

/// <summary>
/// Reads a sitemap or feed in XML, a node at a time. A document type is passed over, so there are no entities to expand or to load; one that is used ends the file. Elements
/// are known by their local names: half of the world's sitemaps have another namespace than the protocol's, or none.
/// </summary>
internal static class XmlSitemap
{
    /// <summary>Elements inside each other; an entry of a sitemap has three.</summary>
    private const int MaxDepth = 64;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    public static Sitemap Read(TextReader text, int mostEntries)
    {
        var entries = ImmutableArray.CreateBuilder<SitemapEntry>();
        var kind = SitemapKind.None;
        try
        {
            using var xml = XmlReader.Create(text, Settings, Prefixes());
            if (xml.MoveToContent() != XmlNodeType.Element || (kind = KindOf(xml.LocalName)) == SitemapKind.None)
            {
                return new Sitemap(SitemapKind.None, []);
            }

            var entry = new XmlEntry(kind);
            while (xml.Read())
            {
                if (xml.Depth > MaxDepth)
                {
                    return new Sitemap(kind, entries.DrainToImmutable(), IsBroken: true);
                }

                if (entry.Read(xml) is not { } read)
                {
                    continue;
                }

                if (entries.Count == mostEntries)
                {
                    return new Sitemap(kind, entries.DrainToImmutable(), IsCut: true);
                }

                entries.Add(read);
            }

            return new Sitemap(kind, entries.DrainToImmutable());
        }
        catch (XmlException)
        {
            return new Sitemap(kind, entries.DrainToImmutable(), IsBroken: kind != SitemapKind.None);
        }
    }

    private static SitemapKind KindOf(string root) => root.ToLowerInvariant() switch
    {
        "urlset" => SitemapKind.Pages,
        "sitemapindex" => SitemapKind.Index,
        "rss" or "rdf" => SitemapKind.Rss,
        "feed" => SitemapKind.Atom,
        _ => SitemapKind.None,
    };

    // A prefix that nobody declared would end the file for the reader; these are the ones that generators forget.
    private static XmlParserContext Prefixes()
    {
        var names = new NameTable();
        var namespaces = new XmlNamespaceManager(names);
        foreach (var prefix in (ReadOnlySpan<string>)["image", "video", "news", "mobile", "xhtml", "atom", "dc", "content", "media", "xsi", "rdf"])
        {
            namespaces.AddNamespace(prefix, $"urn:archon:{prefix}");
        }

        return new XmlParserContext(names, namespaces, xmlLang: null, XmlSpace.None);
    }
}
