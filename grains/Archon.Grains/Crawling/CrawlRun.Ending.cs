using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <remarks>How a run is over: by an end that is decided here, by the last page, or because another epoch owns the crawl.</remarks>
internal sealed partial class CrawlRun
{
    private async Task<bool> EndAsync(CrawlStatus status, string? error, CancellationToken withdrawn)
    {
        if (!IsOver)
        {
            // An end that is being written already stays the end. Whoever asked for it need not wait until it is published too.
            try
            {
                await _ending.EndAsync(status, error, withdrawn);
            }
            finally
            {
                if (IsOver)
                {
                    // Only now: an end that is taken back has aborted nothing. What listens to the token must not keep the crawl from its own.
                    await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                    if (_ending.Ended is CrawlStatus.Cancelled or CrawlStatus.Paused)
                    {
                        _ = _summaries.HaltAsync();
                    }
                }
            }
        }

        return _ending.Ended == status;
    }

    private async Task ConcludeAsync()
    {
        if (!await TryConcludeAsync())
        {
            _conclusion = null;
            _window.Refill();
        }
    }

    // False: it must be tried again.
    private async Task<bool> TryConcludeAsync()
    {
        try
        {
            // An epoch that is not the crawl's any more is found out by writing the end.
            await _recurring.CloseAsync();
            if (_recurring.HasLearned)
            {
                await _early.CleanAsync(_stopping.Token);
            }
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception exception)
        {
            LogClaimFailed(exception, Record.Id);
            await Task.Delay(RetryPause, _clock, CancellationToken.None);
            return false;
        }

        return await _ending.ConcludeAsync(_stopping.Token);
    }

    // The first pages have all failed: the rest is spared the site, and whoever waits for the crawl.
    private async Task GiveUpAsync()
    {
        if (await _ending.WhyHopelessAsync() is { } error)
        {
            await EndAsync(CrawlStatus.Error, error, CancellationToken.None);
        }

        if (!IsOver)
        {
            // It could not be found out, or it met another's end that was taken back.
            _conclusion = null;
        }
    }

    // It may be the run's own end, written and not yet answered, that refuses what comes after it.
    private void AbandonUnlessEnding()
    {
        if (!IsEnding)
        {
            Abandon();
        }
    }

    // Another activation owns the crawl, or it has ended: this one falls silent.
    private void Abandon()
    {
        _ending.Leave();
        _stopping.Cancel();
        LogAbandoned(Record.Id, Record.Epoch);
    }
}
