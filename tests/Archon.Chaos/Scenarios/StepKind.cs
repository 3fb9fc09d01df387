namespace Archon.Chaos.Scenarios;

/// <summary>What may happen in a scenario.</summary>
internal enum StepKind
{
    /// <summary>kill -9 of a silo.</summary>
    KillSilo,

    /// <summary>SIGSTOP of a silo, SIGCONT later.</summary>
    FreezeSilo,

    /// <summary>SIGTERM of a silo.</summary>
    StopSilo,

    /// <summary>kill -9 of a gateway.</summary>
    KillGateway,

    /// <summary>SIGSTOP of a gateway, SIGCONT later.</summary>
    FreezeGateway,

    /// <summary>SIGTERM of a gateway.</summary>
    StopGateway,

    /// <summary>The database ends, and starts again later.</summary>
    CrashDatabase,

    /// <summary>The database does not answer, and does again later.</summary>
    FreezeDatabase,

    /// <summary>A user ends a crawl.</summary>
    Cancel,

    /// <summary>A user pauses a crawl, and lets it go on later.</summary>
    Pause,

    /// <summary>A user lets a crawl go on, in whatever state it is.</summary>
    Resume,

    /// <summary>A user has the pages tried again that failed so far, in whatever state the crawl is.</summary>
    RetryFailed,

    /// <summary>A user sees a crawl end, and has the pages tried again that failed.</summary>
    RetryEnded,

    /// <summary>Readers that hop go to the other gateway.</summary>
    Hop,
}
