namespace Archon.GrainInterfaces.Crawling;

/// <summary>The stage that holds a crawl's end back, or how it ended. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.crawl-status")]
public enum CrawlStatus
{
    /// <summary>Durable, not yet taken up.</summary>
    Queued = 0,

    /// <summary>The seed is being fetched.</summary>
    Analyzing = 1,

    /// <summary>Pages are being fetched.</summary>
    Crawling = 2,

    /// <summary>The last pages are being turned into Markdown and chunks.</summary>
    Processing = 3,

    /// <summary>The last pages are being stored.</summary>
    Storing = 4,

    /// <summary>All pages are stored; chunks still wait for vectors.</summary>
    Embedding = 5,

    /// <summary>The end is being written.</summary>
    Finalizing = 6,

    /// <summary>Stopped by somebody, to be resumed.</summary>
    Paused = 7,

    /// <summary>Ended: every admitted page reached its final state.</summary>
    Complete = 100,

    /// <summary>Ended: the crawl could not go on; its error says why.</summary>
    Error = 101,

    /// <summary>Ended: somebody asked for it.</summary>
    Cancelled = 102,
}
