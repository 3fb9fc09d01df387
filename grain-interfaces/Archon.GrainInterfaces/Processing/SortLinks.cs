using System.Collections.Immutable;
using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Processing;

/// <summary>The links of a page that is stored, to be sorted by a crawl's rules.</summary>
[GenerateSerializer, Immutable, Alias("archon.sort-links")]
public sealed record SortLinks
{
    /// <summary>The lane that asks, so that the cancellation of its crawl reaches the work.</summary>
    [Id(0)] public required string LaneKey { get; init; }

    /// <summary>The page's canonical URL.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Link hops of the page from the seed.</summary>
    [Id(2)] public required int Depth { get; init; }

    /// <summary>What it links to, before any rule.</summary>
    [Id(3)] public required ImmutableArray<string> Hrefs { get; init; }

    /// <summary>The crawl's rules.</summary>
    [Id(4)] public required CrawlRules Rules { get; init; }
}
