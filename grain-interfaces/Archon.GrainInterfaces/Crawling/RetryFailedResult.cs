namespace Archon.GrainInterfaces.Crawling;

/// <summary>What came of trying failed pages again.</summary>
[GenerateSerializer, Immutable, Alias("archon.retry-failed-result")]
public sealed record RetryFailedResult
{
    /// <summary>Retrying, or why not.</summary>
    [Id(0)] public required RetryFailedOutcome Outcome { get; init; }

    /// <summary>Pages that are tried again.</summary>
    [Id(1)] public long Pages { get; init; }

    /// <summary>The crawl that runs, when the source is busy.</summary>
    [Id(2)] public string? RunningCrawlId { get; init; }

    /// <summary>A sentence: why nothing is tried again and what would help. Null when retrying or not found.</summary>
    [Id(3)] public string? Message { get; init; }
}

/// <summary>Retrying, or why not. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.retry-failed-outcome")]
public enum RetryFailedOutcome
{
    /// <summary>The crawl goes on with the pages that had failed, durably, and ends with another terminal event.</summary>
    Retrying = 0,

    /// <summary>There is no such crawl.</summary>
    NotFound = 1,

    /// <summary>No page of it has failed; nothing changed.</summary>
    NothingFailed = 2,

    /// <summary>It has ended, and another crawl of the same source has not; nothing changed.</summary>
    SourceBusy = 3,

    /// <summary>It has stored as many pages as it may; nothing changed.</summary>
    PageLimit = 4,

    /// <summary>It was cancelled, which is for good; nothing changed.</summary>
    Cancelled = 5,
}
