namespace Archon.GrainInterfaces.Library;

/// <summary>A page of a crawl's frontier, or a link it refused.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawled-page")]
public sealed record CrawledPage
{
    /// <summary>Canonical URL.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary><c>pending</c>, <c>claimed</c>, <c>done</c>, <c>failed</c>, <c>skipped</c>, or <c>refused</c> for a link that became no page.</summary>
    [Id(1)] public required string State { get; init; }

    /// <summary>Link hops from the seed, which has 0.</summary>
    [Id(2)] public required int Depth { get; init; }

    /// <summary>HTTP status, when one came.</summary>
    [Id(3)] public int? HttpStatus { get; init; }

    /// <summary>The typed reason in kebab-case, such as <c>http-client-error</c>; null when there is none.</summary>
    [Id(4)] public string? Reason { get; init; }

    /// <summary>Times it was fetched; 0 for a refused link.</summary>
    [Id(5)] public int Attempts { get; init; }

    /// <summary>SHA-256 of the stored Markdown, lower-case hexadecimal.</summary>
    [Id(6)] public string? ContentHash { get; init; }

    /// <summary>When the answer came.</summary>
    [Id(7)] public DateTimeOffset? FetchedAt { get; init; }

    /// <summary>A sentence about the reason.</summary>
    [Id(8)] public string? Detail { get; init; }
}

/// <summary>How often a reason occurs in a crawl.</summary>
[GenerateSerializer, Immutable, Alias("archon.reason-total")]
public sealed record ReasonTotal
{
    /// <summary>The reason's name in kebab-case.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>What has it: <c>failed</c>, <c>skipped</c> or <c>refused</c>.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>How many.</summary>
    [Id(2)] public required long Count { get; init; }
}
