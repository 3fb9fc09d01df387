namespace Archon.GrainInterfaces.Documents;

/// <summary>What came of handing documents in.</summary>
[GenerateSerializer, Immutable, Alias("archon.add-documents-result")]
public sealed record AddDocumentsResult
{
    /// <summary>Started, or why not.</summary>
    [Id(0)] public required AddDocumentsOutcome Outcome { get; init; }

    /// <summary>The crawl, when started or kept for; the one that runs already, when <see cref="AddDocumentsOutcome.AlreadyRunning"/>.</summary>
    [Id(1)] public string? CrawlId { get; init; }

    /// <summary>The request's member that is wrong, in camelCase.</summary>
    [Id(2)] public string? Field { get; init; }

    /// <summary>A sentence: what was wrong and what would be right. Null when it is right.</summary>
    [Id(3)] public string? Message { get; init; }
}

/// <summary>Whether documents are taken, or why not. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.add-documents-outcome")]
public enum AddDocumentsOutcome
{
    /// <summary>They and their crawl are durable, and it goes on by itself.</summary>
    Started = 0,

    /// <summary>They are durable, and wait for more.</summary>
    Kept = 1,

    /// <summary>The request is wrong; nothing of it was kept.</summary>
    Invalid = 2,

    /// <summary>A crawl of the same source still runs; nothing was kept.</summary>
    AlreadyRunning = 3,

    /// <summary>A document is too large, or there are too many; nothing of the request was kept.</summary>
    TooLarge = 4,

    /// <summary>A document is none of the kinds that are read; nothing of the request was kept.</summary>
    Unsupported = 5,

    /// <summary>So much waits to be read that there is no room now; nothing of the request was kept.</summary>
    Full = 6,
}
