namespace Archon.GrainInterfaces.Crawling;

/// <summary>What came of cancelling. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.cancel-outcome")]
public enum CancelOutcome
{
    /// <summary>The crawl has ended as cancelled, durably; nothing more happens for it.</summary>
    Cancelled = 0,

    /// <summary>There is no such crawl.</summary>
    NotFound = 1,

    /// <summary>It had already ended.</summary>
    AlreadyEnded = 2,
}
