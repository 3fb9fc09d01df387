using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Ports.Storage;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;
using RetryOutcome = Archon.Ports.Storage.RetryOutcome;

namespace Archon.Grains.Crawling;

/// <remarks>
/// Whoever stops a crawl owns its epoch: when nobody works on it here it is taken over first, and again when somebody else took it over
/// meanwhile. Each loop ends as soon as the store says one thing or the other, or what was asked for is taken back because it says nothing.
/// </remarks>
internal sealed partial class CrawlGrain
{
    public Task<CancelOutcome> CancelAsync(CancellationToken cancellationToken) => ControlAsync(async withdrawn =>
    {
        while (_run is { IsOver: false } || await BeginAsync(Intent.Stop, withdrawn))
        {
            if (_run is { } run && await run.CancelAsync(withdrawn))
            {
                return CancelOutcome.Cancelled;
            }

            withdrawn.ThrowIfCancellationRequested();
            cancellationToken.ThrowIfCancellationRequested();
        }

        return await FindAsync(withdrawn) is null ? CancelOutcome.NotFound : CancelOutcome.AlreadyEnded;
    });

    public Task<PauseOutcome> PauseAsync(CancellationToken cancellationToken) => ControlAsync(async withdrawn =>
    {
        while (true)
        {
            if (_run is null or { IsOver: true })
            {
                switch (await FindAsync(withdrawn))
                {
                    case null:
                        return PauseOutcome.NotFound;
                    case { Status: CrawlStatus.Paused }:
                        return PauseOutcome.Paused;
                    case var record when record.Status.IsTerminal():
                        return PauseOutcome.AlreadyEnded;
                }

                await BeginAsync(Intent.Stop, withdrawn);
            }

            if (_run is { } run && await run.PauseAsync(withdrawn))
            {
                return PauseOutcome.Paused;
            }

            withdrawn.ThrowIfCancellationRequested();
            cancellationToken.ThrowIfCancellationRequested();
        }
    });

    public Task<ResumeOutcome> ResumeAsync(CancellationToken cancellationToken) => ControlAsync(async withdrawn =>
    {
        while (true)
        {
            if (_run is { IsOver: false } run)
            {
                if (!run.IsEnding)
                {
                    return ResumeOutcome.Running;
                }

                await run.Ending.WaitAsync(withdrawn);
            }
            else if (await FindAsync(withdrawn) is not { } record)
            {
                return ResumeOutcome.NotFound;
            }
            else if (record.Status.IsTerminal())
            {
                return ResumeOutcome.AlreadyEnded;
            }
            else if (await BeginAsync(Intent.Resume, withdrawn))
            {
                return ResumeOutcome.Running;
            }

            withdrawn.ThrowIfCancellationRequested();
            cancellationToken.ThrowIfCancellationRequested();
        }
    });

    public Task<RetryFailedResult> RetryFailedAsync(CancellationToken cancellationToken) => ControlAsync(async withdrawn =>
    {
        while (true)
        {
            if (await FindAsync(withdrawn) is not { } record)
            {
                return new RetryFailedResult { Outcome = RetryFailedOutcome.NotFound };
            }

            if (Refusal(record) is { } refusal)
            {
                return refusal;
            }

            if (!record.Status.IsTerminal())
            {
                if ((_run is { IsOver: false } || await BeginAsync(Intent.Stop, withdrawn)) && _run is { } run && await run.RetryFailedAsync(withdrawn))
                {
                    BeginSoon();
                    return new RetryFailedResult { Outcome = RetryFailedOutcome.Retrying, Pages = record.Counters.PagesFailed };
                }
            }
            else
            {
                var retried = await store.RetryCrawlAsync(
                    new CrawlRetry(CrawlId, record.Epoch, FailedPages.Batch, Again(record).ToEntries()), withdrawn);
                switch (retried.Outcome)
                {
                    case RetryOutcome.Queued:
                        // From now on nobody may be told that it has ended.
                        _record = record with { Status = CrawlStatus.Queued, Error = null, EndedAt = null, Counters = retried.Counters!, LastSequence = record.LastSequence + 1 };
                        BeginSoon();
                        return new RetryFailedResult { Outcome = RetryFailedOutcome.Retrying, Pages = retried.Failed };
                    case RetryOutcome.SourceBusy:
                        return new RetryFailedResult
                        {
                            Outcome = RetryFailedOutcome.SourceBusy,
                            RunningCrawlId = retried.RunningCrawlId,
                            Message = $"Crawl {retried.RunningCrawlId} of the same source has not ended. Wait for its end, or cancel it first.",
                        };
                }
            }

            withdrawn.ThrowIfCancellationRequested();
            cancellationToken.ThrowIfCancellationRequested();
        }
    });

    private static RetryFailedResult? Refusal(CrawlRecord record)
    {
        if (record.Status == CrawlStatus.Cancelled)
        {
            // Its open pages would be fetched as well, and whoever watched it was told that nothing more comes.
            return new RetryFailedResult
            {
                Outcome = RetryFailedOutcome.Cancelled,
                Message = $"Crawl {record.Id} was cancelled, which is for good. Start a new crawl instead.",
            };
        }

        if (record.Counters.PagesFailed == 0)
        {
            return new RetryFailedResult { Outcome = RetryFailedOutcome.NothingFailed, Message = $"No page of crawl {record.Id} has failed, so there is nothing to retry." };
        }

        return record.Counters.PagesDone < record.Settings.MaxPages
            ? null
            : new RetryFailedResult
            {
                Outcome = RetryFailedOutcome.PageLimit,
                Message = $"Crawl {record.Id} has stored the {(record.Settings.MaxPages == 1 ? "one page" : $"{record.Settings.MaxPages} pages")} it may, so it has no room for a retry. Start a new crawl with a higher limit.",
            };
    }

    private LastEvent Again(CrawlRecord record) => new(
        CrawlStatus.Queued,
        Error: null,
        new CrawlProgress
        {
            ProgressId = record.Id,
            Sequence = record.LastSequence + 1,
            Timestamp = clock.GetUtcNow(),
            Status = GrainInterfaces.Crawling.CrawlStatus.Queued,
            Percentage = 0,
        },
        Unwritten: [],
        record.Settings.MaxPages);

    private async Task<CrawlRecord?> FindAsync(CancellationToken withdrawn) =>
        _record = await store.FindCrawlAsync(CrawlId, CancellationToken.None).WaitAsync(withdrawn);

    private async Task<T> ControlAsync<T>(Func<CancellationToken, Task<T>> control)
    {
        _controls++;
        try
        {
            return await patience.ChangeAsync(control);
        }
        catch (Exception exception) when (LeavesNobodyAtWork(exception))
        {
            BeginSoon();
            throw;
        }
        finally
        {
            _controls--;
            GoOnUnlessStopped();
        }
    }

    // The crawl is whatever the next epoch finds: the command may have been carried out, or have taken the crawl over and nothing more.
    private bool LeavesNobodyAtWork(Exception exception) =>
        _run is not { IsOver: false }
        && options.Value.ResumeOnActivation
        && (exception is StorageUnavailableException || (exception is ChangeWithdrawnException && _record is { } record && record.Status.IsRunning()));

    // Who took the crawl over to stop it may have had to take that back.
    private void GoOnUnlessStopped()
    {
        if (_controls > 0 || _run is not { IsEnding: false, IsBegun: false } run)
        {
            return;
        }

        if (run.Record.Status == CrawlStatus.Paused)
        {
            run.Leave();
        }
        else
        {
            run.Start();
        }
    }
}
