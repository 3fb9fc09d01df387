namespace Archon.GrainInterfaces.Crawling;

/// <summary>What came of starting a crawl.</summary>
[GenerateSerializer, Immutable, Alias("archon.start-crawl-result")]
public sealed record StartCrawlResult
{
    /// <summary>Started, or why not.</summary>
    [Id(0)] public required StartOutcome Outcome { get; init; }

    /// <summary>The crawl, when started; the one that runs already, when <see cref="StartOutcome.AlreadyRunning"/>.</summary>
    [Id(1)] public string? CrawlId { get; init; }

    /// <summary>The request's member that is wrong, in camelCase, when invalid.</summary>
    [Id(2)] public string? Field { get; init; }

    /// <summary>A sentence: what was wrong and what would be right. Null when started.</summary>
    [Id(3)] public string? Message { get; init; }
}

/// <summary>Started, or why not. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.start-outcome")]
public enum StartOutcome
{
    /// <summary>The crawl is durable and goes on by itself.</summary>
    Started = 0,

    /// <summary>The request is wrong; nothing was stored.</summary>
    Invalid = 1,

    /// <summary>A crawl of the same source still runs; nothing was stored.</summary>
    AlreadyRunning = 2,

    /// <summary>There is no such source to refresh; nothing was stored.</summary>
    NotFound = 3,
}
