using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>The event that closes a run: what it says, but for the counts, which the store's transaction knows.</summary>
/// <param name="Status">How the run ends: with the crawl, in a pause, or queued for a retry.</param>
/// <param name="Error">Why it ended in error; a sentence.</param>
/// <param name="Draft">The event as the run would tell it now.</param>
/// <param name="Unwritten">Events before it that may not be durable yet.</param>
/// <param name="MaxPages">The crawl's page limit.</param>
internal sealed record LastEvent(CrawlStatus Status, string? Error, CrawlProgress Draft, ImmutableArray<CrawlProgress> Unwritten, int MaxPages)
{
    /// <summary>As the store writes them.</summary>
    public LastEntries ToEntries() => new([.. Unwritten.Select(JournalJson.ToEntry)], counters => JournalJson.ToEntry(ToProgress(counters)));

    /// <summary>The event, with these counts.</summary>
    public CrawlProgress ToProgress(CrawlCounters counters) => Draft.With(counters) with
    {
        Status = (GrainInterfaces.Crawling.CrawlStatus)Status,
        Percentage = Status == CrawlStatus.Error ? -1 : Percentage(counters),
        Log = Status switch
        {
            CrawlStatus.Complete => "Crawl operation completed successfully",
            CrawlStatus.Cancelled => "Crawl cancelled",
            CrawlStatus.Paused => "Crawl paused",
            CrawlStatus.Queued => "The pages that failed are tried again",
            _ => null,
        },
        EtaSeconds = null,
        Error = Error,
    };

    // Pages that get another try are open, also those that the store still has to put back.
    private double Percentage(CrawlCounters counters) => CrawlPercentage.Compute(
        Status == CrawlStatus.Queued ? counters with { PagesFailed = 0 } : counters, MaxPages, Status == CrawlStatus.Complete, Draft.Percentage);
}
