namespace Archon.Domain.Crawling;

/// <summary>The stage that holds a crawl's end back, or how it ended. The numbers are stored and never move.</summary>
public enum CrawlStatus
{
    Queued = 0,
    Analyzing = 1,
    Crawling = 2,
    Processing = 3,
    Storing = 4,
    Embedding = 5,
    Finalizing = 6,
    Paused = 7,

    /// <summary>Ended: every admitted page reached its final state.</summary>
    Complete = 100,

    /// <summary>Ended: the crawl could not go on; its error says why.</summary>
    Error = 101,

    /// <summary>Ended: somebody asked for it.</summary>
    Cancelled = 102,
}
