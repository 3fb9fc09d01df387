using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>The durable progress of a crawl: entries with contiguous sequence numbers, kept with the crawl.</summary>
public interface IProgressJournal
{
    /// <summary>
    /// Appends entries that follow the last one without a gap. False when the epoch is not the crawl's or the crawl has
    /// ended; entries whose number exists already are ignored. Of a running crawl only the newest ticks are kept (5,000), so
    /// that the journal does not grow with its duration; other entries stay.
    /// </summary>
    Task<bool> AppendJournalAsync(string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken);

    /// <summary>Entries numbered above <paramref name="after"/>, ascending, at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<JournalEntry>> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken);
}

/// <summary>One entry of a journal.</summary>
/// <param name="Sequence">1, 2, 3, …</param>
/// <param name="IsTick">Only counts; pruned when the crawl ends.</param>
/// <param name="Body">The event as JSON.</param>
public sealed record JournalEntry(long Sequence, bool IsTick, string Body);
