namespace Archon.GrainInterfaces.Crawling;

/// <summary>What came of resuming. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.resume-outcome")]
public enum ResumeOutcome
{
    /// <summary>The crawl goes on, by this call or already.</summary>
    Running = 0,

    /// <summary>There is no such crawl.</summary>
    NotFound = 1,

    /// <summary>It has ended.</summary>
    AlreadyEnded = 2,
}
