using System.Collections.Immutable;
using Archon.Domain.Admission;
using Archon.Domain.Urls;

namespace Archon.Domain.Discovery;

/// <summary>Where a site's files are looked for, and which addresses look like one.</summary>
public static class SiteFiles
{
    private const string LlmsFull = "llms-full.txt";

    /// <summary>
    /// Addresses of a file that nobody named, most specific last for a sitemap (the protocol's place is the root) and first for
    /// llms.txt, whose place is beside what it tells of: at most two, so that a site without it pays for two requests.
    /// </summary>
    public static ImmutableArray<CanonicalUrl> WellKnown(SiteFileKind kind, CanonicalUrl scope)
    {
        var folder = ScopeRule.FolderOf(scope.Path).TrimEnd('/');
        return kind switch
        {
            SiteFileKind.Sitemap => [.. At(scope, "/sitemap.xml", $"{folder}/sitemap.xml")],
            SiteFileKind.LlmsFull => [.. At(scope, $"{folder}/{LlmsFull}", $"/{LlmsFull}")],
            _ => [.. At(scope, $"{folder}/llms.txt", "/llms.txt")],
        };
    }

    /// <summary>The address of a page in an llms-full.txt: the file's, and the page's name as a route.</summary>
    public static string PartOf(CanonicalUrl file, string slug) => $"{file.WithoutRoute().Value}#/{Uri.EscapeDataString(slug)}";

    /// <summary>The address names a page in an llms-full.txt.</summary>
    public static bool IsPart(CanonicalUrl url) => url.Route.Length > 0 && NameOf(url).Equals(LlmsFull, StringComparison.OrdinalIgnoreCase);

    /// <summary>What the address looks like, judged by its name alone; null for a page.</summary>
    public static SiteFileKind? KindOf(CanonicalUrl url)
    {
        var name = NameOf(url);
        if (name.Equals("llms.txt", StringComparison.OrdinalIgnoreCase))
        {
            return SiteFileKind.Llms;
        }

        if (name.Equals(LlmsFull, StringComparison.OrdinalIgnoreCase))
        {
            return url.Route.Length > 0 ? null : SiteFileKind.LlmsFull;
        }

        name = name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        return name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".rss", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".atom", StringComparison.OrdinalIgnoreCase)
            || name.Equals("sitemap.txt", StringComparison.OrdinalIgnoreCase)
            ? SiteFileKind.Sitemap
            : null;
    }

    /// <summary>True for the Markdown of a page beside the page itself (<c>guide.html.md</c>, <c>guide.md</c>).</summary>
    public static bool IsMarkdown(CanonicalUrl url) => url.PathSpan.EndsWith(".md", StringComparison.OrdinalIgnoreCase);

    private static ReadOnlySpan<char> NameOf(CanonicalUrl url) => url.PathSpan[(url.PathSpan.LastIndexOf('/') + 1)..];

    private static IEnumerable<CanonicalUrl> At(CanonicalUrl scope, params IEnumerable<string> paths) =>
        paths.Distinct(StringComparer.Ordinal).Select(path => CanonicalUrl.TryParse(scope.Origin + path, out var url) ? url : default).Where(url => url != default);
}
