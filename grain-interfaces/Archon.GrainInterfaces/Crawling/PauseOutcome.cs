namespace Archon.GrainInterfaces.Crawling;

/// <summary>What came of pausing. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.pause-outcome")]
public enum PauseOutcome
{
    /// <summary>The crawl is paused, durably, by this call or an earlier one; nothing happens for it until somebody resumes it.</summary>
    Paused = 0,

    /// <summary>There is no such crawl.</summary>
    NotFound = 1,

    /// <summary>It has ended.</summary>
    AlreadyEnded = 2,
}
