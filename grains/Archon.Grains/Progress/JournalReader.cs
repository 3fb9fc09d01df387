using Archon.GrainInterfaces.Progress;
using Archon.Ports.Storage;

namespace Archon.Grains.Progress;

/// <summary>Reads a crawl's events from the journal.</summary>
internal static class JournalReader
{
    public static async Task<CrawlEvents> ReadAsync(IArchonStore store, string crawlId, long after, int limit, CancellationToken cancellationToken)
    {
        var record = await store.FindCrawlAsync(crawlId, cancellationToken);
        if (record is null)
        {
            return new CrawlEvents { Exists = false };
        }

        var entries = await store.ReadJournalAsync(crawlId, after, limit, cancellationToken);
        return new CrawlEvents
        {
            Exists = true,
            Items = entries.Select(JournalJson.ToProgress).CountGaps(after),
            LastSequence = record.LastSequence,
        };
    }
}
