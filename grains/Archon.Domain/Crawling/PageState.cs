namespace Archon.Domain.Crawling;

/// <summary>Where a page stands in its crawl. The numbers are stored and never move.</summary>
public enum PageState
{
    /// <summary>Waits in the frontier.</summary>
    Pending = 0,

    /// <summary>Handed to a page crawler by the crawl's current epoch.</summary>
    Claimed = 1,

    /// <summary>Fetched, processed and stored.</summary>
    Done = 2,

    /// <summary>Could not be had; its <see cref="PageReason"/> says why and it can be retried.</summary>
    Failed = 3,

    /// <summary>Left out by a rule; its <see cref="PageReason"/> names the rule.</summary>
    Skipped = 4,

    /// <summary>A link that a rule refused before it became a page. Only lists show it; no page of a frontier is in it.</summary>
    Refused = 5,
}
