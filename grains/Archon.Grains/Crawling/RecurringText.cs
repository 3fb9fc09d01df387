using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Domain.Extraction;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Embedding;
using Archon.Grains.Processing;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// What a crawl learns of the blocks that stand on nearly every page of its site (<see cref="RecurrenceWatch"/>), and tells its lanes, which leave them out.
/// It is durable before it is told. A refresh begins with what its source's last crawl knew, so that a page which stays as it was is stored as it was, and so does every crawl of a source whose
/// vectors are kept (<see cref="KeptVectors"/>).
/// Documents that were handed in are kept as they are: somebody chose each of them.
/// </summary>
/// <param name="account">The crawl.</param>
/// <param name="store">Where it is kept.</param>
/// <param name="vectors">Whose vectors are.</param>
/// <param name="logger">For what is learned.</param>
/// <param name="stopping">The run stops.</param>
internal sealed partial class RecurringText(CrawlAccount account, IArchonStore store, KeptVectors vectors, ILogger logger, CancellationToken stopping)
{
    private readonly bool _isOn = account.Record.Settings.Mode != CrawlMode.Documents;
    private RecurrenceWatch _watch = new(account.Record.Discovery?.Recurring ?? []);
    private PageRecurrence? _told;
    private Task<bool> _keeping = Task.FromResult(true);

    /// <summary>What a lane needs to know; null when there is nothing to be done.</summary>
    public PageRecurrence? ForLanes
    {
        get
        {
            var (learned, isWatched) = (account.Record.Discovery?.Recurring ?? [], _watch.IsWatching);
            if (!_isOn || (learned.IsEmpty && !isWatched))
            {
                return null;
            }

            // The same message as long as it says the same.
            return _told is { } told && told.IsWatched == isWatched && told.Learned.SequenceEqual(learned.Select(block => block.Hash))
                ? told
                : _told = new PageRecurrence { Learned = [.. learned.Select(block => block.Hash)], IsWatched = isWatched };
        }
    }

    /// <summary>This crawl has learned something, or may have before it was taken up: pages that it read before still have that.</summary>
    public bool HasLearned { get; private set; } = account.Record.Epoch > 1;

    /// <summary>Before any page is read: what the source's last crawl knew, where that is begun with. False when the epoch is not the crawl's.</summary>
    public async Task<bool> BeginAsync()
    {
        var record = account.Record;
        if (!_isOn || record.Discovery is { Recurring.IsEmpty: false }
            || !(record.Settings.Refreshes || await vectors.FindModelAsync(record.SourceId, stopping) is not null)
            || await store.FindSourceAsync(record.SourceId, stopping) is not { LastCrawlId: { } last }
            || last == record.Id
            || await store.FindCrawlAsync(last, stopping) is not { Discovery.Recurring: { IsEmpty: false } known })
        {
            return true;
        }

        _watch = new RecurrenceWatch(known);
        return await KeepAsync();
    }

    /// <summary>A page was read.</summary>
    public void Note(PageOutcome outcome)
    {
        if (_isOn && outcome is { Kind: OutcomeKind.Done, Edges: { } edges })
        {
            Tell(_watch.Note(RecurrenceMessages.ToBlocks(edges), edges.HasMore));
        }
    }

    /// <summary>No page is left: what a small site's pages have in common. False when the epoch is not the crawl's.</summary>
    public async Task<bool> CloseAsync()
    {
        if (!_isOn)
        {
            return true;
        }

        Tell(_watch.Close());
        if (_keeping.IsCompleted && !IsKept)
        {
            _keeping = KeepAsync();
        }

        return await _keeping;
    }

    private bool IsKept => _watch.Learned.SequenceEqual(account.Record.Discovery?.Recurring ?? []);

    private void Tell(IReadOnlyCollection<RecurringBlock> learned)
    {
        foreach (var block in learned)
        {
            LogLearned(account.Record.Id, block.Text);
        }

        if (learned.Count > 0)
        {
            HasLearned = true;
            _keeping = TryKeepAsync();
        }
    }

    // Nobody waits for it: the end keeps it at the latest, and pages that are read before stay as they are.
    private async Task<bool> TryKeepAsync()
    {
        try
        {
            return await KeepAsync();
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogNotKept(exception, account.Record.Id);
            return true;
        }
        catch (Exception)
        {
            return true;
        }
    }

    private Task<bool> KeepAsync() => account.ChangeDiscoveryAsync(
        kept => (kept ?? new CrawlDiscovery()) with { Recurring = _watch.Learned }, stopping);
}
