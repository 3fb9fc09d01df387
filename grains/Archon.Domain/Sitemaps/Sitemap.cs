using System.Collections.Immutable;

namespace Archon.Domain.Sitemaps;

/// <summary>What a sitemap lists.</summary>
/// <param name="Kind">What the file turned out to be.</param>
/// <param name="Entries">Pages, or the sitemaps of an index, in the file's order; empty for <see cref="SitemapKind.None"/>.</param>
/// <param name="IsBroken">The file breaks off or is not well-formed further on: the entries are those before.</param>
/// <param name="IsCut">There are more entries than one file may have; the rest was not read.</param>
public sealed record Sitemap(SitemapKind Kind, ImmutableArray<SitemapEntry> Entries, bool IsBroken = false, bool IsCut = false)
{
    /// <summary>The most entries read of one file; the protocol allows no more.</summary>
    public const int MostEntries = 50_000;
}
