using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Archon.GrainInterfaces.Crawling;

/// <summary>Asks for a crawl, as people and programs do: over HTTP this is the JSON body, in camelCase.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-request")]
public sealed record CrawlRequest
{
    /// <summary>The seed: an absolute http(s) address.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>Pages to keep, 1 to 10,000,000. Default: 1,000.</summary>
    [Range(1, 10_000_000)]
    [Id(1)] public int MaxPages { get; init; } = 1000;

    /// <summary>Link hops from the seed, 0 to 1,000; 0 fetches the seed only. Default: 10.</summary>
    [Range(0, 1_000)]
    [Id(2)] public int MaxDepth { get; init; } = 10;

    /// <summary><c>subtree</c>, <c>host</c> or <c>domain</c>. Default: subtree.</summary>
    [Id(3)] public string Scope { get; init; } = "subtree";

    /// <summary>Globs on the path; when any is given, a page other than the seed must match one. Default: none.</summary>
    [Id(4)] public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>Globs on the path; a match is refused. Default: none.</summary>
    [Id(5)] public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>
    /// How pages are found: <c>auto</c> by links and by what the site's sitemaps and llms.txt add, <c>single</c> the seed alone,
    /// <c>recursive</c> by links alone, <c>sitemap</c> or <c>llms</c> what the site's sitemaps or its llms.txt list and nothing else. Default: auto.
    /// </summary>
    [Id(6)] public string Mode { get; init; } = "auto";

    /// <summary><c>auto</c>, <c>never</c> or <c>always</c>. Default: auto.</summary>
    [Id(7)] public string Render { get; init; } = "auto";

    /// <summary>Obey robots.txt. Default: true.</summary>
    [Id(8)] public bool RespectRobots { get; init; } = true;

    /// <summary>Pages fetched at once by this crawl, 1 to 256. Default: 16.</summary>
    [Range(1, 256)]
    [Id(9)] public int Concurrency { get; init; } = 16;

    /// <summary>Lift code examples out. Default: true.</summary>
    [Id(10)] public bool ExtractCode { get; init; } = true;

    /// <summary>Labels for the source. Default: none.</summary>
    [Id(11)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>What the site wants to be told before it shows its pages. Default: nothing.</summary>
    [Id(12)] public SiteAccess? Access { get; init; }
}
