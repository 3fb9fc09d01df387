using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>The last journal entries of an epoch.</summary>
/// <param name="Unwritten">Entries that may not be in the journal yet, without a gap; those whose number exists already are ignored.</param>
/// <param name="Last">
/// Makes the entry after them from the counters as the transaction leaves them, so that it says what the rows say. Called inside the
/// transaction, on any thread, and again when the transaction is tried again; it changes nothing and waits for nothing.
/// </param>
public sealed record LastEntries(ImmutableArray<JournalEntry> Unwritten, Func<CrawlCounters, JournalEntry> Last);
