using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>The end of a crawl.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Epoch">The epoch that ends it.</param>
/// <param name="Status">A terminal status.</param>
/// <param name="Error">A sentence when the status is error, else null.</param>
/// <param name="EndedAt">When.</param>
/// <param name="Journal">The terminal entry, with the sequence number after the last.</param>
public sealed record CrawlEnd(string CrawlId, long Epoch, CrawlStatus Status, string? Error, DateTimeOffset EndedAt, JournalEntry Journal);
