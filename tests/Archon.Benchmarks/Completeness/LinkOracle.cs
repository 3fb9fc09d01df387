using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Archon.Benchmarks.Completeness;

/// <summary>
/// What a reader reaches from a page by clicking, worked out with nothing of Archon's: a parser's document, the framework's addresses, and every
/// link of every page in turn.
/// </summary>
internal static partial class LinkOracle
{
    private static readonly string[] Pages = [".html", ".htm", ".xhtml", ".txt", ".md", ""];

    /// <summary>True for an address that may be a page, going by its name.</summary>
    public static bool IsPage(Uri address) => Pages.Contains(Path.GetExtension(address.AbsolutePath), StringComparer.OrdinalIgnoreCase);

    /// <summary>Path and query of every page below the seed's folder, those that are there and those that links only claim.</summary>
    /// <param name="files">The site's files by path.</param>
    /// <param name="seed">Where a reader begins.</param>
    public static (HashSet<string> There, HashSet<string> Dead) Reach(IReadOnlyDictionary<string, byte[]> files, Uri seed)
    {
        var (there, dead) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var folder = new Uri(seed, ".").AbsoluteUri;
        var open = new Queue<Uri>([seed]);
        var parser = new HtmlParser();
        while (open.TryDequeue(out var page))
        {
            if (!files.TryGetValue(Uri.UnescapeDataString(page.AbsolutePath), out var body))
            {
                dead.Add(page.PathAndQuery);
                continue;
            }

            if (!there.Add(page.PathAndQuery) || !page.AbsolutePath.EndsWith(".html", StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = new MemoryStream(body);
            var document = parser.ParseDocument(stream);
            var robots = document.QuerySelector("meta[name=robots i]")?.GetAttribute("content") ?? "";
            if (robots.Contains("nofollow", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            foreach (var link in Links(document, page))
            {
                if (link.AbsoluteUri.StartsWith(folder, StringComparison.Ordinal) && IsPage(link) && !there.Contains(link.PathAndQuery) && !dead.Contains(link.PathAndQuery))
                {
                    open.Enqueue(link);
                }
            }
        }

        return (there, dead);
    }

    private static IEnumerable<Uri> Links(IDocument document, Uri page)
    {
        var start = document.QuerySelector("base[href]") is { } stated && Uri.TryCreate(page, stated.GetAttribute("href"), out var other) ? other : page;
        var references = document.QuerySelectorAll("a[href], area[href]").Select(element => element.GetAttribute("href"))
            .Concat(document.QuerySelectorAll("frame[src], iframe[src]").Select(element => element.GetAttribute("src")))
            .Concat(document.QuerySelectorAll("meta[http-equiv=refresh i]").Select(element => RefreshTarget().Match(element.GetAttribute("content") ?? "") is { Success: true } match ? match.Groups[1].Value : null));
        foreach (var reference in references)
        {
            if (reference is not null && Uri.TryCreate(start, reference.Trim(), out var target) && target.Scheme == page.Scheme)
            {
                yield return new Uri(target.GetLeftPart(UriPartial.Query));
            }
        }
    }

    [GeneratedRegex("""^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)""", RegexOptions.IgnoreCase)]
    private static partial Regex RefreshTarget();
}
