using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>The end of a crawl.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Epoch">The epoch that ends it.</param>
/// <param name="Status">A terminal status.</param>
/// <param name="Error">A sentence when the status is error, else null.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Entries">What the epoch has not written yet, and the terminal entry.</param>
public sealed record CrawlEnd(string CrawlId, long Epoch, CrawlStatus Status, string? Error, DateTimeOffset EndedAt, LastEntries Entries);
