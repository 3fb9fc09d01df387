using Archon.GrainInterfaces.Pages;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// A page that a lane works on. Its outcome may take minutes, but a request or an answer that got lost with a connection never comes: so the
/// lane is asked now and then whether it still works on it, and the second no in a row ends the waiting. The first no may also mean that the lane is still
/// busy with a page of an earlier epoch, which it is then told to leave.
/// </summary>
/// <param name="page">The page.</param>
/// <param name="lane">Who works on it.</param>
/// <param name="interval">Between questions: also how long an outcome may be on its way after the lane is done with the page.</param>
/// <param name="clock">The clock.</param>
internal sealed class PageInFlight(FrontierPage page, IPageCrawlerGrain lane, TimeSpan interval, TimeProvider clock)
{
    private CancellationTokenSource? _waiting;
    private DateTimeOffset _ask;
    private bool _asking;
    private bool _denied;
    private long _epoch;

    /// <summary>The page.</summary>
    public FrontierPage Page => page;

    /// <summary>Its lane needs no request for it any more.</summary>
    public bool IsFetched { get; set; }

    /// <summary>The page's outcome.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the lane does not know of the page any more.</exception>
    public async Task<PageOutcome> CrawlAsync(PageWork work, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        (_waiting, _denied, _ask, _epoch) = (waiting, false, clock.GetUtcNow() + interval, work.Epoch);
        try
        {
            return await lane.CrawlAsync(work, waiting.Token);
        }
        finally
        {
            _waiting = null;
        }
    }

    /// <summary>Asks the lane when its answer is overdue; returns at once.</summary>
    public void AskWhenOverdue()
    {
        if (_waiting is { } waiting && !_asking && clock.GetUtcNow() >= _ask)
        {
            _ = AskAsync(waiting);
        }
    }

    private async Task AskAsync(CancellationTokenSource waiting)
    {
        _asking = true;
        var knows = lane.IsCrawlingAsync(page.PageId, waiting.Token);
        await ((Task)knows).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _asking = false;
        _ask = clock.GetUtcNow() + interval;
        if (waiting != _waiting || !knows.IsCompletedSuccessfully)
        {
            // The outcome is here; or nobody answers, and the cluster will find out whether the lane's silo is dead.
            return;
        }

        var denied = !await knows;
        if (denied && _denied)
        {
            await waiting.CancelAsync();
        }
        else if (denied)
        {
            await lane.AbandonBeforeAsync(_epoch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        _denied = denied;
    }
}
