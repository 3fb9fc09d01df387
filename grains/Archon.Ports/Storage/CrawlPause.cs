namespace Archon.Ports.Storage;

/// <summary>A pause of a crawl.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Epoch">The epoch that stops working on it.</param>
/// <param name="Entries">What the epoch has not written yet, and the entry that tells of the pause.</param>
public sealed record CrawlPause(string CrawlId, long Epoch, LastEntries Entries);
