using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Progress;

/// <summary>A journal in memory that can hold or refuse an append.</summary>
internal sealed class MemoryJournal : IProgressJournal
{
    public List<JournalEntry> Entries { get; } = [];

    /// <summary>An append waits for this.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Appends that fail before one succeeds.</summary>
    public int Failures { get; set; }

    /// <summary>Another epoch owns the crawl.</summary>
    public bool Superseded { get; set; }

    public async Task<bool> AppendJournalAsync(string crawlId, long epoch, ImmutableArray<JournalEntry> entries, CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        if (Failures-- > 0)
        {
            throw new StorageUnavailableException("The journal is away because the test says so.");
        }

        if (!Superseded)
        {
            // As the stores do: what is there stays as it is.
            Entries.AddRange(entries.Where(entry => Entries.Count == 0 || entry.Sequence > Entries[^1].Sequence).ToList());
        }

        return !Superseded;
    }

    public Task<ImmutableArray<JournalEntry>> ReadJournalAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<ImmutableArray<JournalEntry>>([.. Entries.Where(entry => entry.Sequence > after).Take(limit)]);
}
