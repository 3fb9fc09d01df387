using System.Collections.Immutable;

namespace Archon.Domain.Crawling;

/// <summary>What a crawl was asked to do: checked, with every default filled in. Stored as JSON with the crawl.</summary>
public sealed record CrawlSettings
{
    /// <summary>The seed as a canonical URL.</summary>
    public required string Url { get; init; }

    /// <summary>Pages to keep, 1 to 10,000,000.</summary>
    public int MaxPages { get; init; } = 1000;

    /// <summary>Link hops from the seed, 0 to 1,000; 0 fetches the seed only.</summary>
    public int MaxDepth { get; init; } = 10;

    public CrawlScope Scope { get; init; } = CrawlScope.Subtree;

    /// <summary>Globs on the path; when any is given, a page other than the seed must match one.</summary>
    public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>Globs on the path; a match is refused.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    public CrawlMode Mode { get; init; } = CrawlMode.Auto;

    public RenderMode Render { get; init; } = RenderMode.Auto;

    public bool RespectRobots { get; init; } = true;

    /// <summary>Pages fetched at once by this crawl, 1 to 256.</summary>
    public int Concurrency { get; init; } = 16;

    public bool ExtractCode { get; init; } = true;

    public ImmutableArray<string> Tags { get; init; } = [];

    public PrivateAccess PrivateAccess { get; init; } = PrivateAccess.None;

    /// <summary>The crawl brings what its source holds up to date: what has not changed is kept, what is gone is taken away.</summary>
    public bool Refreshes { get; init; }

    /// <summary>What the seed's origin wants to be told with each request, sealed for that origin; null: nothing.</summary>
    public string? Access { get; init; }

    /// <summary>Of documents that were handed in: folders, as addresses, of which they are all there is. What else is stored of them is taken away.</summary>
    public ImmutableArray<string> Folders { get; init; } = [];
}
