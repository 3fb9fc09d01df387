using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>A page of a crawl, for people.</summary>
public sealed record PageRow
{
    /// <summary>Canonical URL.</summary>
    public required string Url { get; init; }

    /// <summary>Where it stands.</summary>
    public required PageState State { get; init; }

    /// <summary>Link hops from the seed.</summary>
    public required int Depth { get; init; }

    /// <summary>HTTP status, when one came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why it failed or was skipped.</summary>
    public PageReason Reason { get; init; }

    /// <summary>A sentence about the reason.</summary>
    public string? Detail { get; init; }

    /// <summary>Times it was fetched; 0 for a refused link.</summary>
    public int Attempts { get; init; }

    /// <summary>SHA-256 of the stored Markdown.</summary>
    public string? ContentHash { get; init; }

    /// <summary>When the answer came.</summary>
    public DateTimeOffset? FetchedAt { get; init; }
}

/// <summary>How often a reason occurs.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">Pages or links that have it.</param>
public sealed record ReasonCount(PageReason Reason, long Count)
{
    /// <summary>Pages of a state that are counted.</summary>
    public const int Most = 100_000;
}
