using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Domain.Admission;

/// <summary>The links of one page, each once, in the page's order.</summary>
/// <param name="Admitted">Canonical addresses and their link hops from the seed.</param>
/// <param name="Refused">Canonical addresses where there is one, else the link's text, cut at 2,048 characters.</param>
public sealed record SortedLinks(
    ImmutableArray<(string Url, int Depth)> Admitted,
    ImmutableArray<(string Url, PageReason Reason)> Refused)
{
    /// <summary>The same with every admitted link refused for this reason.</summary>
    public SortedLinks RefuseAll(PageReason reason) => new([], [.. Refused, .. Admitted.Select(link => (link.Url, reason))]);
}
