using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>Pages for the frontier that no page led to: what the site itself lists.</summary>
/// <param name="CrawlId">The crawl.</param>
/// <param name="Epoch">The epoch that found them.</param>
/// <param name="Links">Links that passed every rule; those already known are ignored.</param>
/// <param name="Refused">Links a rule refused; kept as those of a page are.</param>
public sealed record PageAdmission(string CrawlId, long Epoch, ImmutableArray<FoundLink> Links, ImmutableArray<RefusedLink> Refused);

/// <summary>What came of an admission.</summary>
/// <param name="Counters">The crawl's counters afterwards.</param>
/// <param name="IsFull">The frontier has taken all the pages it may for the crawl's page limit.</param>
public sealed record PageAdmissionResult(CrawlCounters Counters, bool IsFull);
