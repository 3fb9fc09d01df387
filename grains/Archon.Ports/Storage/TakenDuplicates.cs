using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>Some documents that claim another address, looked through for those that are stored there as well.</summary>
/// <param name="Taken">Documents that were taken away.</param>
/// <param name="Next">Where the next look begins; null when there are no more documents.</param>
/// <param name="Counters">The crawl's counters afterwards.</param>
public sealed record TakenDuplicates(int Taken, long? Next, CrawlCounters Counters);
