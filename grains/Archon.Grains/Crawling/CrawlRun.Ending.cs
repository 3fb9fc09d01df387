using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <remarks>How a run is over: by an end that is decided here, by the last page, or because another epoch owns the crawl.</remarks>
internal sealed partial class CrawlRun
{
    private async Task<bool> EndAsync(CrawlStatus status)
    {
        if (!IsOver)
        {
            // An end that is being written already stays the end. What listens to the token must not keep the crawl from its own.
            var first = !_ending.IsDecided;
            var ending = _ending.EndAsync(status);
            if (first)
            {
                await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            // The end is written: whoever asked for it need not wait until it is published too.
            await ending;
        }

        return _ending.Ended == status;
    }

    private async Task ConcludeAsync()
    {
        if (!await _ending.ConcludeAsync(_stopping.Token))
        {
            _conclusion = null;
            _window.Refill();
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
