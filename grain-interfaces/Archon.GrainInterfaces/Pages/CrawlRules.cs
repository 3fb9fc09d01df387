using System.Collections.Immutable;
using Archon.GrainInterfaces.Crawling;

namespace Archon.GrainInterfaces.Pages;

/// <summary>What a lane must know of its crawl. The enum-like numbers are those of the stored settings.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-rules")]
public sealed record CrawlRules
{
    /// <summary>The seed as a canonical URL.</summary>
    [Id(0)] public required string Seed { get; init; }

    /// <summary>The address the scope is measured from.</summary>
    [Id(1)] public required string ScopeUrl { get; init; }

    /// <summary>The source the crawl feeds.</summary>
    [Id(2)] public required string SourceId { get; init; }

    /// <summary>Link hops from the seed.</summary>
    [Id(3)] public required int MaxDepth { get; init; }

    /// <summary>0 subtree, 1 host, 2 domain.</summary>
    [Id(4)] public required int Scope { get; init; }

    /// <summary>0 auto, 1 single, 2 recursive, 3 sitemap, 4 llms, 5 documents that were handed in.</summary>
    [Id(5)] public required int Mode { get; init; }

    /// <summary>Globs on the path, one of which must match.</summary>
    [Id(6)] public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>Globs on the path; a match is refused.</summary>
    [Id(7)] public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Obey robots.txt and robots meta.</summary>
    [Id(8)] public bool RespectRobots { get; init; } = true;

    /// <summary>Lift code examples out.</summary>
    [Id(9)] public bool ExtractCode { get; init; } = true;

    /// <summary>Which addresses may be dialled that are not globally routable.</summary>
    [Id(10)] public PrivateAccess PrivateAccess { get; init; }

    /// <summary>0 auto, 1 never, 2 always. Default: 0.</summary>
    [Id(11)] public int Render { get; init; }

    /// <summary>
    /// Ask servers whether what is stored has changed. A page deeper than <see cref="MaxDepth"/> is one that no link has led to: its own
    /// links are not followed.
    /// </summary>
    [Id(12)] public bool Refreshes { get; init; }

    /// <summary>What the seed's origin wants to be told, sealed. Null: nothing. Default: null.</summary>
    [Id(13)] public string? Access { get; init; }

    /// <summary>
    /// How the address of a page's Markdown is made of the page's own, on the origin of <see cref="ScopeUrl"/>: 0 nothing is known of any, 1 <c>a.md</c>,
    /// 2 <c>a.html.md</c>, 3 <c>a/index.md</c>. Default: 0.
    /// </summary>
    [Id(14)] public int TwinForm { get; init; }
}
