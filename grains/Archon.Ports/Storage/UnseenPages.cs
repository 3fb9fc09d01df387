using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>Some documents of a source, looked through for those whose pages a refresh does not know.</summary>
/// <param name="Admitted">Pages that are pending now because of it.</param>
/// <param name="Next">Where the next look begins; null when there are no more documents.</param>
/// <param name="Counters">The crawl's counters afterwards.</param>
public sealed record UnseenPages(int Admitted, string? Next, CrawlCounters Counters);
