using System.Collections.Immutable;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <summary>
/// One epoch of a crawl: claims windows of pages (<see cref="FrontierWindow"/>, <see cref="UnseenPages"/>), hands them to lanes (<see cref="CrawlLanes"/>), counts and
/// tells (<see cref="CrawlAccount"/>), and ends (<see cref="CrawlEnding"/>). Lives in the turns of its grain, so nothing in it runs at the
/// same time as anything else in it.
/// </summary>
internal sealed partial class CrawlRun : IDisposable
{
    private readonly IArchonStore _store;
    private readonly IEmbeddingGrain _embedding;
    private readonly CrawlOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CrawlAccount _account;
    private readonly FrontierWindow _window;
    private readonly UnseenPages _unseen;
    private readonly CrawlLanes _lanes;
    private readonly CrawlEnding _ending;
    private readonly FailedPages _failed;
    private bool _started;
    private Task? _preparation;
    private Task _nudge = Task.CompletedTask;
    private Task? _conclusion;

    /// <param name="record">The crawl, in the epoch of this run.</param>
    /// <param name="percentage">What was shown last; 0 when there was nothing or the crawl had ended.</param>
    /// <param name="store">The store.</param>
    /// <param name="grains">Where lanes and embedding are.</param>
    /// <param name="outbox">The crawl's events, in the epoch of this run.</param>
    /// <param name="options">How crawls are coordinated.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The grain's.</param>
    public CrawlRun(
        CrawlRecord record,
        double percentage,
        IArchonStore store,
        IGrainFactory grains,
        ProgressOutbox outbox,
        CrawlOptions options,
        TimeProvider clock,
        ILogger logger)
    {
        _store = store;
        _embedding = grains.GetGrain<IEmbeddingGrain>(record.SourceId);
        _options = options;
        _logger = logger;
        _account = new CrawlAccount(record, percentage, store, outbox, options, clock, logger);
        _window = new FrontierWindow(store, _account);
        _unseen = new UnseenPages(store, _account, _window);
        _lanes = new CrawlLanes(_account, store, grains, options, clock, logger, Count, Pump, _stopping.Token);
        _ending = new CrawlEnding(_account, store, _embedding, clock, logger);
        _failed = new FailedPages(_account, store, clock, logger);
    }

    /// <summary>The crawl as it stands.</summary>
    public CrawlRecord Record => _account.Record;

    /// <summary>Its events.</summary>
    public ProgressOutbox Outbox => _account.Outbox;

    /// <summary>True when nothing more will happen in this run.</summary>
    public bool IsOver => _ending.IsOver;

    /// <summary>Percentage shown last; it never falls while the crawl has not ended.</summary>
    public double Percentage => _account.Percentage;

    /// <summary>An end, a pause or a retry is decided, or the run is over.</summary>
    public bool IsEnding => IsOver || _ending.IsDecided;

    /// <summary>Completes when what was decided is written and told.</summary>
    public Task Ending => _ending.Writing ?? Task.CompletedTask;

    /// <summary>Begins to crawl.</summary>
    public void Start() => _ = StartAsync();

    /// <summary>Called ten times a second: a tick when counts have changed, else a heartbeat after a second of silence.</summary>
    public async Task TickAsync()
    {
        if (IsEnding || !_started)
        {
            return;
        }

        if (Outbox.Superseded)
        {
            Abandon();
            return;
        }

        if (Record.Counters.ChunksEmbedded < Record.Counters.ChunksStored && _conclusion is null && _nudge.IsCompleted)
        {
            _nudge = NudgeAsync();
        }

        if (Record.Status == CrawlStatus.Embedding)
        {
            await _account.TryRefreshAsync();
            if (IsEnding)
            {
                // An event added now would take the number of the terminal one.
                return;
            }
        }

        _lanes.AskAfterOverdue();
        _account.SaySilence(_lanes.InFlight);
        await _account.TellAsync();
        Pump();
    }

    /// <summary>Ends the crawl as cancelled and says whether it did; when false, the run is over by another end or another's epoch.</summary>
    public Task<bool> CancelAsync() => EndAsync(CrawlStatus.Cancelled);

    /// <summary>
    /// Stops until somebody resumes: requests in flight are aborted, their pages wait again. False when the run is over by another end or
    /// another's epoch.
    /// </summary>
    public async Task<bool> PauseAsync()
    {
        // A paused crawl owes nobody a retry: what was promised is done first.
        await PrepareAsync();
        return await EndAsync(CrawlStatus.Paused);
    }

    /// <summary>Queues the crawl with its failed pages waiting again. False when the run is over by another end or another's epoch.</summary>
    public Task<bool> RetryFailedAsync() => EndAsync(CrawlStatus.Queued);

    /// <summary>A page is fetched, and processed and stored next: another may be fetched.</summary>
    public void Fetched(long pageId) => _lanes.Fetched(pageId);

    /// <summary>Stops without ending: pages go back to pending, another activation goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return;
        }

        _ending.Leave();
        await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await (_ending.Writing ?? Outbox.WhenFlushed()).WaitAsync(cancellationToken);
            ImmutableArray<long> open = [.. _lanes.InFlight.Concat(_window.Pages).Select(page => page.PageId)];
            if (!open.IsEmpty)
            {
                await _store.ReleasePagesAsync(Record.Id, Record.Epoch, open, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            // Whoever opens the next epoch puts the pages back and reads the journal.
            LogNotReleased(exception, Record.Id);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task StartAsync()
    {
        await PrepareAsync();
        if (IsEnding)
        {
            return;
        }

        _started = true;
        _account.Begin();
        Pump();
    }

    private Task PrepareAsync() => _preparation ??= _failed.AreOwed ? PutFailedBackAsync() : Task.CompletedTask;

    private async Task PutFailedBackAsync()
    {
        if (!await _failed.PutBackAsync(() => IsEnding))
        {
            Abandon();
        }
    }

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

    private void Pump()
    {
        if (IsEnding || _conclusion is not null || !_started)
        {
            return;
        }

        while (_lanes.IsFree && _window.TryTake(out var page))
        {
            _lanes.Begin(page);
        }

        var allowance = Record.Settings.MaxPages - Record.Counters.PagesDone - _lanes.Busy - _window.Pages.Count;
        if (_window.Pages.Count < Record.Settings.Concurrency && allowance > 0 && !_window.IsClaiming && !_window.IsDry)
        {
            _ = FillAsync(() => _window.ClaimAsync((int)Math.Min(allowance, _options.Window), () => IsEnding));
        }
        else if (_lanes.Busy == 0 && _window.Pages.Count == 0 && !_window.IsClaiming && !_unseen.IsAdmitting && (_window.IsDry || allowance <= 0))
        {
            // Only now is it known that no link leads to them.
            _ = _unseen.AreLeft && allowance > 0 ? FillAsync(() => _unseen.AdmitAsync(() => IsEnding)) : _conclusion = ConcludeAsync();
        }
    }

    private async Task FillAsync(Func<Task<bool>> fill)
    {
        try
        {
            if (!await fill())
            {
                Abandon();
                return;
            }
        }
        catch (Exception exception)
        {
            // The next tick claims again.
            LogClaimFailed(exception, Record.Id);
            return;
        }

        Pump();
    }

    private void Count(FrontierPage page, PageOutcome outcome)
    {
        if (IsEnding)
        {
            return;
        }

        if (outcome.Kind == OutcomeKind.Fenced)
        {
            Abandon();
            return;
        }

        _window.Refill();
        _account.Count(page, outcome);
    }

    private async Task ConcludeAsync()
    {
        if (!await _ending.ConcludeAsync(_stopping.Token))
        {
            _conclusion = null;
            _window.Refill();
        }
    }

    // Beside the tick: an embedding grain that does not answer must not keep the crawl's own events back.
    private async Task NudgeAsync()
    {
        try
        {
            await _embedding.NudgeAsync();
        }
        catch (Exception exception)
        {
            LogNotNudged(exception, Record.Id);
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
