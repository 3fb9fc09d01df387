using System.Collections.Immutable;
using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Extraction;
using Archon.Domain.Llms;
using Archon.Domain.Sitemaps;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Discovery;

namespace Archon.Grains.Discovery;

/// <summary>Reads a file's text, and judges what it lists as one hop from the seed.</summary>
internal static class SiteFileJudge
{
    /// <summary>
    /// Links out of scope that are kept of one file: a sitemap of a whole site has thousands, and they would stand in the way of those that
    /// pages have. All are counted.
    /// </summary>
    private const int MostOutOfScope = 100;

    public static SiteFile Judge(ReadSiteFile command, CanonicalUrl address, string text, AdmissionPolicy policy, CancellationToken cancellationToken) =>
        (SiteFileKind)command.Kind switch
        {
            SiteFileKind.Sitemap => JudgeSitemap(command, address, text, policy),
            SiteFileKind.LlmsFull => JudgeLlmsFull(command, address, text, policy),
            _ => JudgeLlms(command, address, text, policy, cancellationToken),
        };

    private static SiteFile JudgeSitemap(ReadSiteFile command, CanonicalUrl address, string text, AdmissionPolicy policy)
    {
        var sitemap = SitemapReader.Read(new StringReader(text));
        if (sitemap.Kind == SitemapKind.None)
        {
            return SiteFile.None(SiteFileOutcome.Missing, address.Value, "is no sitemap");
        }

        var report = new SiteFileReport { Outcome = SiteFileOutcome.Read, Url = address.Value, IsBroken = sitemap.IsBroken, IsCut = sitemap.IsCut };
        if (sitemap.Kind == SitemapKind.Index)
        {
            var sitemaps = sitemap.Entries
                .Select(entry => CanonicalUrl.TryResolve(address, entry.Location, out var url, out _) ? url.Value : null)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal);
            return new SiteFile(report with { IsIndex = true, Sitemaps = [.. sitemaps] }, new SortedLinks([], []));
        }

        return Sort(report, command, address, policy, sitemap.Entries.Select(entry => entry.Location));
    }

    private static SiteFile JudgeLlms(ReadSiteFile command, CanonicalUrl address, string text, AdmissionPolicy policy, CancellationToken cancellationToken)
    {
        if (LlmsReader.Read(text, cancellationToken) is not { } llms)
        {
            return SiteFile.None(SiteFileOutcome.Missing, address.Value, "is no llms.txt");
        }

        var report = new SiteFileReport { Outcome = SiteFileOutcome.Read, Url = address.Value };
        return Sort(report, command, address, policy, llms.Links.Select(link => link.Target));
    }

    private static SiteFile JudgeLlmsFull(ReadSiteFile command, CanonicalUrl address, string text, AdmissionPolicy policy)
    {
        var parts = LlmsFullReader.Split(text);
        if (parts.IsEmpty)
        {
            return SiteFile.None(SiteFileOutcome.Missing, address.Value, "is no llms-full.txt");
        }

        var report = new SiteFileReport { Outcome = SiteFileOutcome.Read, Url = address.Value };
        return Sort(report, command, address, policy, parts.Select(part => SiteFiles.PartOf(address, part.Slug)));
    }

    private static SiteFile Sort(SiteFileReport report, ReadSiteFile command, CanonicalUrl address, AdmissionPolicy policy, IEnumerable<string> targets)
    {
        var sorted = LinkSorter.Sort(policy, address, pageDepth: 0, targets);
        report = report with
        {
            Pages = sorted.Admitted.Length + sorted.Refused.Length,
            InScope = sorted.Admitted.Length,
            ListsSeed = sorted.Admitted.Any(link => link.Url == command.Rules.Seed),
        };
        if (command.Kind != (int)SiteFileKind.Llms || command.TakesMarkdown)
        {
            return new SiteFile(report, Bounded(sorted, []));
        }

        // A page's Markdown beside the page would be the same text twice; the page is read from it.
        var links = sorted.Admitted.ToLookup(link => CanonicalUrl.TryParse(link.Url, out var url) && SiteFiles.IsMarkdown(url));
        var twins = links[true].Select(link => link.Url).ToImmutableArray();
        report = report with { Twins = twins.Length, TwinForm = (int)FormOf(twins, address) };
        return new SiteFile(report, Bounded(sorted with { Admitted = [.. links[false]] }, twins));
    }

    private static TwinForm FormOf(ImmutableArray<string> twins, CanonicalUrl list) => TwinForms.Of(
        twins.Select(twin => CanonicalUrl.TryParse(twin, out var url) ? url : default).Where(url => url != default && url.Origin == list.Origin));

    private static SortedLinks Bounded(SortedLinks sorted, ImmutableArray<string> twins)
    {
        var outOfScope = 0;
        var refused = sorted.Refused.Where(link => link.Reason != PageReason.OutOfScope || outOfScope++ < MostOutOfScope);
        return sorted with { Refused = [.. refused, .. twins.Select(twin => (twin, PageReason.MarkdownTwin))] };
    }
}
