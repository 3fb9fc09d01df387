using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Grains.Processing;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// How a run ends: together with its crawl, in a pause, or for a retry of the pages that failed. The first end that is decided is the only
/// one, and it is tried until the store has it, or whoever decided it takes it back: then the run goes on as if nothing had been asked. One
/// transaction has the end, the events not yet durable, and the last event.
/// </summary>
internal sealed partial class CrawlEnding(CrawlAccount account, IArchonStore store, CpuGate gate, IEmbeddingGrain embedding, CrawlSummaries summaries, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly DuplicatePages _duplicates = new(store, account);
    private readonly LikeExamples _examples = new(store, gate, account);
    private readonly CrawlVectors _vectors = new(embedding, account, logger);
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<Exception?>? _writing;
    private bool _isTakenBack;

    /// <summary>From here on no event may take the number that the last one gets.</summary>
    public bool IsDecided => _writing is not null && !_isTakenBack;

    /// <summary>True when the store has the end or refuses it, or the run was left to others: nothing more will happen in it.</summary>
    public bool IsOver { get; private set; }

    /// <summary>How the run has ended, durably; null until then, and for a run that was left to others.</summary>
    public CrawlStatus? Ended { get; private set; }

    /// <summary>Completes with the end's publication, when one was decided, or when it is taken back.</summary>
    public Task? Writing => _writing;

    /// <summary>Leaves the crawl to others; an end that the store does not take at once is theirs to write, too.</summary>
    public void Leave() => IsOver = true;

    /// <summary>Ends a crawl whose pages are all done. False when that failed and must be tried again.</summary>
    /// <remarks>
    /// 1. duplicates are taken away, and examples that are like each other found, 2. every chunk gets its vector, 3. and everything its summary, if the chat model works, 4. the outcome is decided,
    /// 5. what the page limit leaves is skipped, 6. the end is written.
    /// </remarks>
    public async Task<bool> ConcludeAsync(CancellationToken stopping)
    {
        try
        {
            // 1.
            await _duplicates.TakeAsync(stopping);
            await _examples.GroupAsync(stopping);

            // 2.
            _vectors.TellIfAwaited();
            if (account.Record.Counters.ChunksStored > 0 || account.Record.Settings.Refreshes)
            {
                await _vectors.DrainAsync(stopping);

                // 3.
                await summaries.DrainAsync(stopping);
            }

            // 4.
            await account.RefreshAsync();
            var error = account.Record.Counters.PagesDone > 0 ? null : await WhyNothingAsync();
            stopping.ThrowIfCancellationRequested();
            account.Say(CrawlStatus.Finalizing, account.Record.Settings.Refreshes ? Refreshed(account.Record.Counters) : "Writing the end");

            // 5.
            if (error is null)
            {
                await SkipPendingAsync(stopping);
            }

            // 6.
            return await WriteAsync(error is null ? CrawlStatus.Complete : CrawlStatus.Error, error, CancellationToken.None) is null;
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Cancelled or stopped meanwhile; whoever did that writes what happens.
            return true;
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, account.Record.Id, CrawlStatus.Finalizing);
            await Task.Delay(RetryPause, clock, CancellationToken.None);
            return false;
        }
    }

    // A batch at a time, so that a cancel, a pause and whoever waits behind the fence come in between.
    private async Task SkipPendingAsync(CancellationToken stopping)
    {
        for (var open = long.MaxValue; account.Record.Counters.PagesOpen is > 0 and var left && left < open; open = left)
        {
            stopping.ThrowIfCancellationRequested();
            if (await store.SkipPendingPagesAsync(account.Record.Id, account.Record.Epoch, FailedPages.Batch, stopping) is not { } counters)
            {
                // The crawl is somebody else's; to write the end finds that out, too.
                return;
            }

            account.Recount(counters);
        }
    }

    /// <summary>Why a crawl stops that gets nothing; null when that could not be found out and must be asked again.</summary>
    public async Task<string?> WhyHopelessAsync()
    {
        try
        {
            var reasons = await store.CountReasonsAsync(account.Record.Id, CancellationToken.None);
            return HopelessCrawl.Sentence(
                reasons.Where(count => (int)count.Reason < 100).Select(count => (count.Reason, count.Count)), account.Record.Counters.PagesSkipped);
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, account.Record.Id, CrawlStatus.Error);
            await Task.Delay(RetryPause, clock, CancellationToken.None);
            return null;
        }
    }

    /// <summary>Ends the run, unless its end is decided; completes when the store has an end or refuses it.</summary>
    /// <exception cref="OperationCanceledException">It was taken back in time, or <paramref name="withdrawn"/> ended the wait for another's.</exception>
    /// <exception cref="StorageUnavailableException">It was taken back, and whether it was made cannot be known now.</exception>
    public async Task EndAsync(CrawlStatus status, string? error, CancellationToken withdrawn)
    {
        if (IsDecided)
        {
            await Task.WhenAny(_writing!, _written.Task).WaitAsync(withdrawn);
            return;
        }

        var writing = WriteAsync(status, error, withdrawn);
        await Task.WhenAny(writing, _written.Task);
        if (writing.IsCompleted && await writing is { } why)
        {
            throw why;
        }
    }

    private Task<Exception?> WriteAsync(CrawlStatus status, string? error, CancellationToken withdrawn)
    {
        if (!IsDecided)
        {
            _isTakenBack = false;
            _writing = WriteEndAsync(status, error, withdrawn);
        }

        return _writing!;
    }

    // Null when the store has the end or refuses it; else why it was taken back.
    private async Task<Exception?> WriteEndAsync(CrawlStatus status, string? error, CancellationToken withdrawn)
    {
        StorageUnavailableException? unknown = null;
        var unwritten = account.Outbox.Close();
        var sequence = (unwritten.IsEmpty ? account.Outbox.LastSequence : unwritten[^1].Sequence) + 1;
        var last = new LastEvent(status, error, account.Draft(log: null) with { Sequence = sequence }, unwritten, account.Record.Settings.MaxPages);
        for (var tried = false; !(IsOver && tried); tried = true)
        {
            try
            {
                var counters = await WriteAsync(last, withdrawn);
                var progress = counters is null ? null : last.ToProgress(counters);
                if (counters is null && tried)
                {
                    (counters, progress) = await FindWrittenAsync(last).WaitAsync(withdrawn);
                }

                IsOver = true;
                if (counters is not null && progress is not null)
                {
                    account.Close(status, counters, progress);
                    Ended = status;
                    _written.TrySetResult();
                    LogEnded(account.Record.Id, status, counters.PagesDone);
                    await account.Outbox.PublishLastAsync(progress);
                }

                return null;
            }
            catch (Exception exception)
            {
                if (exception is StorageUnavailableException { IsOutcomeUnknown: true } lost)
                {
                    unknown = lost;
                }

                LogEndFailed(exception, account.Record.Id, status);
                await Task.Delay(RetryPause, clock, withdrawn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            if (withdrawn.IsCancellationRequested)
            {
                LogTakenBack(account.Record.Id, status, isUnknown: unknown is not null);
                return TakeBack(unknown) ?? new OperationCanceledException(withdrawn);
            }
        }

        return null;
    }

    // An end that may have been written leaves the crawl to the next epoch, which finds out what it is.
    private Exception? TakeBack(Exception? unknown)
    {
        _isTakenBack = true;
        IsOver |= unknown is not null;
        if (!IsOver)
        {
            account.Outbox.Reopen();
        }

        return unknown;
    }

    /// <summary>The counters that the last event was made of; null when the epoch is not the crawl's any more.</summary>
    private async Task<CrawlCounters?> WriteAsync(LastEvent last, CancellationToken withdrawn)
    {
        var (id, epoch, entries) = (account.Record.Id, account.Record.Epoch, last.ToEntries());
        return last.Status switch
        {
            CrawlStatus.Paused => await store.PauseCrawlAsync(new CrawlPause(id, epoch, entries), withdrawn),
            CrawlStatus.Queued => (await store.RetryCrawlAsync(new CrawlRetry(id, epoch, FailedPages.Batch, entries), withdrawn)).Counters,
            _ => await store.EndCrawlAsync(new CrawlEnd(id, epoch, last.Status, last.Error, last.Draft.Timestamp, entries), withdrawn),
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
