using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// How a run ends: together with its crawl, in a pause, or for a retry of the pages that failed. The first end that is decided is the only
/// one, and it is tried until the store has it. One transaction has the end, the events not yet durable, and the last event.
/// </summary>
internal sealed partial class CrawlEnding(CrawlAccount account, IArchonStore store, IEmbeddingGrain embedding, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _writing;

    /// <summary>From here on no event may take the number that the last one gets.</summary>
    public bool IsDecided => _writing is not null;

    /// <summary>True when the store has the end or refuses it, or the run was left to others: nothing more will happen in it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the run has ended, durably; null until then, and for a run that was left to others.</summary>
    public CrawlStatus? Ended { get; private set; }

    /// <summary>Completes with the end's publication, when one was decided.</summary>
    public Task? Writing => _writing;

    /// <summary>Leaves the crawl to others; an end that the store does not take at once is theirs to write, too.</summary>
    public void Leave() => IsOver = true;

    /// <summary>Ends a crawl whose pages are all done. False when that failed and must be tried again.</summary>
    /// <remarks>1. every chunk gets its vector, 2. the outcome is decided, 3. the end is written.</remarks>
    public async Task<bool> ConcludeAsync(CancellationToken stopping)
    {
        try
        {
            // 1.
            if (account.Record.Counters.ChunksEmbedded < account.Record.Counters.ChunksStored)
            {
                account.Say(CrawlStatus.Embedding, "All pages are stored; the last chunks get their vectors");
            }

            if (account.Record.Counters.ChunksStored > 0 || account.Record.Settings.Refreshes)
            {
                await DrainAsync(stopping);
            }

            // 2.
            await account.RefreshAsync();
            var error = account.Record.Counters.PagesDone > 0 ? null : await WhyNothingAsync();
            stopping.ThrowIfCancellationRequested();
            account.Say(CrawlStatus.Finalizing, account.Record.Settings.Refreshes ? Refreshed(account.Record.Counters) : "Writing the end");

            // 3.
            await WriteAsync(error is null ? CrawlStatus.Complete : CrawlStatus.Error, error);
            return true;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Cancelled or stopped meanwhile; whoever did that writes what happens.
            return true;
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, account.Record.Id);
            await Task.Delay(RetryPause, clock, CancellationToken.None);
            return false;
        }
    }

    /// <summary>Ends the run, unless its end is decided; completes when the store has an end or refuses it.</summary>
    public async Task EndAsync(CrawlStatus status) => await Task.WhenAny(WriteAsync(status, error: null), _written.Task);

    private Task WriteAsync(CrawlStatus status, string? error) => _writing ??= WriteEndAsync(status, error);

    private async Task WriteEndAsync(CrawlStatus status, string? error)
    {
        var unwritten = account.Outbox.Close();
        var sequence = (unwritten.IsEmpty ? account.Outbox.LastSequence : unwritten[^1].Sequence) + 1;
        var last = new LastEvent(status, error, account.Draft(log: null) with { Sequence = sequence }, unwritten, account.Record.Settings.MaxPages);
        for (var tried = false; !(IsOver && tried); tried = true)
        {
            try
            {
                var counters = await WriteAsync(last);
                var progress = counters is null ? null : last.ToProgress(counters);
                if (counters is null && tried)
                {
                    (counters, progress) = await FindWrittenAsync(last);
                }

                IsOver = true;
                if (counters is not null && progress is not null)
                {
                    account.Close(status, error, status.IsTerminal() ? last.Draft.Timestamp : null, counters, sequence);
                    Ended = status;
                    _written.TrySetResult();
                    LogEnded(account.Record.Id, status, counters.PagesDone);
                    await account.Outbox.PublishLastAsync(progress);
                }

                return;
            }
            catch (Exception exception)
            {
                LogEndFailed(exception, account.Record.Id);
                await Task.Delay(RetryPause, clock);
            }
        }
    }

    /// <summary>The counters that the last event was made of; null when the epoch is not the crawl's any more.</summary>
    private async Task<CrawlCounters?> WriteAsync(LastEvent last)
    {
        var (id, epoch, entries) = (account.Record.Id, account.Record.Epoch, last.ToEntries());
        return last.Status switch
        {
            CrawlStatus.Paused => await store.PauseCrawlAsync(new CrawlPause(id, epoch, entries), CancellationToken.None),
            CrawlStatus.Queued => (await store.RetryCrawlAsync(new CrawlRetry(id, epoch, FailedPages.Batch, entries), CancellationToken.None)).Counters,
            _ => await store.EndCrawlAsync(new CrawlEnd(id, epoch, last.Status, last.Error, last.Draft.Timestamp, entries), CancellationToken.None),
        };
    }

    // The try before may have reached the store and only its answer got lost.
    private async Task<(CrawlCounters? Counters, CrawlProgress? Progress)> FindWrittenAsync(LastEvent last)
    {
        var stored = await store.FindCrawlAsync(account.Record.Id, CancellationToken.None);
        if (stored?.Status != last.Status || stored.LastSequence != last.Draft.Sequence)
        {
            return (null, null);
        }

        var entries = await store.ReadJournalAsync(account.Record.Id, last.Draft.Sequence - 1, 1, CancellationToken.None);
        return (stored.Counters, entries.Select(JournalJson.ToProgress).FirstOrDefault());
    }

    private async Task DrainAsync(CancellationToken stopping)
    {
        for (var drained = false; !drained;)
        {
            try
            {
                drained = await embedding.DrainAsync(stopping);
            }
            catch (TimeoutException exception)
            {
                // Its silo has died, or the answer got lost.
                LogDrainedAgain(exception, account.Record.Id);
            }
        }
    }

    private static string Refreshed(CrawlCounters counters) => FormattableString.Invariant(
        $"Refreshed: {counters.PagesAdded:N0} added, {counters.PagesChanged:N0} changed, {counters.PagesUnchanged:N0} unchanged, {counters.PagesRemoved:N0} removed");

    private async Task<string> WhyNothingAsync()
    {
        var rows = await store.ListPagesAsync(account.Record.Id, null, 1, null, CancellationToken.None);
        return rows.Items.FirstOrDefault() is { } seed
            ? $"Nothing was collected: {seed.Url}: {seed.Detail ?? seed.Reason.ToName() ?? "no page was stored"}"
            : "Nothing was collected.";
    }
}
