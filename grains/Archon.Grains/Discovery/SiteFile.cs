using Archon.Domain.Admission;
using Archon.GrainInterfaces.Discovery;

namespace Archon.Grains.Discovery;

/// <summary>A file in which a site tells of its pages, read and judged.</summary>
/// <param name="Report">What it was.</param>
/// <param name="Links">What it lists, sorted by the crawl's rules.</param>
internal sealed record SiteFile(SiteFileReport Report, SortedLinks Links)
{
    /// <summary>Nothing to read.</summary>
    public static SiteFile None(SiteFileOutcome outcome, string url, string detail) =>
        new(new SiteFileReport { Outcome = outcome, Url = url, Detail = detail }, new SortedLinks([], []));
}
