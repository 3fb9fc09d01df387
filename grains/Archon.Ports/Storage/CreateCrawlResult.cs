namespace Archon.Ports.Storage;

/// <summary>What came of <see cref="ICrawlStore.CreateCrawlAsync"/>.</summary>
/// <param name="Created">True when the crawl is durable (by this call or an earlier one with the same id).</param>
/// <param name="RunningCrawlId">When not created: the crawl of the same source that still runs.</param>
public sealed record CreateCrawlResult(bool Created, string? RunningCrawlId = null);
