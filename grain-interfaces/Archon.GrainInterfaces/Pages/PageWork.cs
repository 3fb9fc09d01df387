namespace Archon.GrainInterfaces.Pages;

/// <summary>One claimed page, for a lane.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-work")]
public sealed record PageWork
{
    /// <summary>The crawl.</summary>
    [Id(0)] public required string CrawlId { get; init; }

    /// <summary>The epoch it was claimed in.</summary>
    [Id(1)] public required long Epoch { get; init; }

    /// <summary>The page's id within the store.</summary>
    [Id(2)] public required long PageId { get; init; }

    /// <summary>Canonical URL.</summary>
    [Id(3)] public required string Url { get; init; }

    /// <summary>Link hops from the seed; the seed has 0.</summary>
    [Id(4)] public required int Depth { get; init; }

    /// <summary>Times it was fetched before.</summary>
    [Id(5)] public required int Attempts { get; init; }

    /// <summary>What the lane must know of its crawl.</summary>
    [Id(6)] public required CrawlRules Rules { get; init; }

    /// <summary>Exchanges made for it since it was claimed, all of them failures that may pass. Default: 0.</summary>
    [Id(7)] public int Tries { get; init; }

    /// <summary>
    /// The lane waits for the page's host, however long. When false, it gives the page back after some seconds, since pages of other hosts
    /// could use the lane. Default: true.
    /// </summary>
    [Id(8)] public bool WaitsForHost { get; init; } = true;

    /// <summary>Why it is not to be fetched, unless a refresh finds it stored; a sentence: it is a trap's. Null: it is fetched. Default: null.</summary>
    [Id(9)] public string? Trap { get; init; }

    /// <summary>What is known of blocks that recur on the crawl's pages. Null: nothing, and nothing is to be. Default: null.</summary>
    [Id(10)] public PageRecurrence? Recurrence { get; init; }
}
