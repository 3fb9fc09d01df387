using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Pages;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <summary>
/// One epoch of a crawl: claims windows of pages, hands them to lanes, counts, decides the end. Lives in the turns of its
/// grain, so nothing in it runs at the same time as anything else in it.
/// </summary>
internal sealed partial class CrawlRun(
    CrawlRecord record,
    IArchonStore store,
    IGrainFactory grains,
    ProgressOutbox outbox,
    CrawlOptions options,
    TimeProvider clock,
    ILogger logger) : IDisposable
{
    private const int PageTries = 5;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Queue<FrontierPage> _window = new();
    private readonly Stack<int> _freeLanes = new(Enumerable.Range(0, record.Settings.Concurrency).Reverse());
    private readonly Dictionary<long, FrontierPage> _inFlight = [];
    private readonly ThroughputMeter _meter = new();
    private CrawlRules _rules = CrawlRequests.ToRules(record.Settings, record.SourceId, record.ScopeUrl);
    private double _percentage;
    private string? _currentUrl;
    private int _failuresLogged;
    private bool _claiming;
    private bool _frontierDry;
    private bool _changed;
    private bool _started;
    private long _outcomes;
    private Task _nudge = Task.CompletedTask;
    private DateTimeOffset _lastOutcome = clock.GetUtcNow();
    private TimeSpan _silenceToSay = options.SilenceNotice;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _end;
    private Task? _finish;

    /// <summary>The crawl as it stands.</summary>
    public CrawlRecord Record { get; private set; } = record;

    /// <summary>Its events.</summary>
    public ProgressOutbox Outbox => outbox;

    /// <summary>True when nothing more will happen in this run.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Percentage shown last; it never falls.</summary>
    public double Percentage => _percentage;

    /// <summary>Begins to crawl.</summary>
    public void Start()
    {
        _started = true;
        var seedOpen = Record.Counters is { PagesDiscovered: <= 1, PagesOpen: > 0 };
        Say(seedOpen ? CrawlStatus.Analyzing : CrawlStatus.Crawling, Record.Epoch <= 1
            ? $"Fetching {Record.Settings.Url}"
            : $"Resumed with {Record.Counters.PagesOpen} pages to go");
        Pump();
    }

    /// <summary>Called ten times a second: a tick when counts have changed, else a heartbeat after a second of silence.</summary>
    public async Task TickAsync()
    {
        if (IsOver || _finish is not null || !_started)
        {
            return;
        }

        if (outbox.Superseded)
        {
            Abandon();
            return;
        }

        if (Record.Counters.ChunksEmbedded < Record.Counters.ChunksStored && _end is null && _nudge.IsCompleted)
        {
            _nudge = NudgeAsync();
        }

        if (Record.Status == CrawlStatus.Embedding)
        {
            await TryRefreshCountersAsync();
            if (IsOver || _finish is not null)
            {
                // An event added now would take the number of the terminal one.
                return;
            }
        }

        SaySilence();
        if (_changed)
        {
            _changed = false;
            outbox.Add(Draft(log: null));
        }
        else if (clock.GetUtcNow() - outbox.LastPublished >= options.Heartbeat)
        {
            await outbox.HeartbeatAsync();
        }

        Pump();
    }

    /// <summary>Ends the crawl as cancelled and says whether it did; when false, the run is over by another end or another's epoch.</summary>
    public async Task<bool> CancelAsync()
    {
        if (!IsOver)
        {
            // An end that is being written already stays the end. What listens to the token must not keep the crawl from its own.
            if (_finish is null)
            {
                await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }

            // The end is written: whoever cancelled need not wait until it is published too.
            await Task.WhenAny(FinishAsync(CrawlStatus.Cancelled, error: null), _ended.Task);
        }

        return Record.Status == CrawlStatus.Cancelled;
    }

    /// <summary>Stops without ending: pages go back to pending, another activation goes on.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (IsOver)
        {
            return;
        }

        IsOver = true;
        await _stopping.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        try
        {
            await (_finish ?? outbox.WhenFlushed()).WaitAsync(cancellationToken);
            ImmutableArray<long> open = [.. _inFlight.Keys, .. _window.Select(page => page.PageId)];
            if (!open.IsEmpty)
            {
                await store.ReleasePagesAsync(Record.Id, Record.Epoch, open, cancellationToken);
            }
        }
        catch (Exception exception)
        {
            // Whoever opens the next epoch puts the pages back and reads the journal.
            LogNotReleased(exception, Record.Id);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void Pump()
    {
        if (IsOver || _finish is not null || _end is not null || !_started)
        {
            return;
        }

        while (_window.Count > 0 && _freeLanes.TryPop(out var lane))
        {
            var page = _window.Dequeue();
            _inFlight[page.PageId] = page;
            _ = CrawlPageAsync(lane, page);
        }

        var allowance = Record.Settings.MaxPages - Record.Counters.PagesDone - _inFlight.Count - _window.Count;
        if (_window.Count < Record.Settings.Concurrency && allowance > 0 && !_claiming && !_frontierDry)
        {
            _ = ClaimAsync((int)Math.Min(allowance, options.Window));
        }
        else if (_inFlight.Count == 0 && _window.Count == 0 && !_claiming && (_frontierDry || allowance <= 0))
        {
            _end = EndAsync();
        }
    }

    private async Task ClaimAsync(int limit)
    {
        _claiming = true;
        var outcomes = _outcomes;
        try
        {
            var pages = await store.ClaimPagesAsync(Record.Id, Record.Epoch, limit, CancellationToken.None);
            if (IsOver || _finish is not null)
            {
                return;
            }

            if (pages is null)
            {
                Abandon();
                return;
            }

            foreach (var page in pages.Value)
            {
                _window.Enqueue(page);
            }

            // An outcome that came meanwhile may have brought links that this claim did not see.
            _frontierDry = pages.Value.IsEmpty && outcomes == _outcomes;
        }
        catch (Exception exception)
        {
            // The next tick claims again.
            LogClaimFailed(exception, Record.Id);
            return;
        }
        finally
        {
            _claiming = false;
        }

        Pump();
    }

    private async Task CrawlPageAsync(int lane, FrontierPage page)
    {
        var work = new PageWork
        {
            CrawlId = Record.Id,
            Epoch = Record.Epoch,
            PageId = page.PageId,
            Url = page.Url,
            Depth = page.Depth,
            Attempts = page.Attempts,
            Rules = _rules,
        };
        for (var tries = 1; !IsOver; tries++)
        {
            try
            {
                var outcome = await grains.GetGrain<IPageCrawlerGrain>($"{Record.Id}/{lane}").CrawlAsync(work, _stopping.Token);
                Count(page, outcome);
                break;
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The lane's silo, the store or the network failed, not the page: it stays claimed and is tried again.
                LogPageTriedAgain(exception, page.Url, Record.Id, tries);
                if (tries >= PageTries && await GiveUpAsync(page, exception))
                {
                    break;
                }

                await Task.Delay(RetryPause, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        _inFlight.Remove(page.PageId);
        _freeLanes.Push(lane);
        Pump();
    }

    private async Task<bool> GiveUpAsync(FrontierPage page, Exception exception)
    {
        try
        {
            var result = await store.CommitPageAsync(
                new PageCommit
                {
                    CrawlId = Record.Id,
                    Epoch = Record.Epoch,
                    PageId = page.PageId,
                    State = PageState.Failed,
                    Reason = PageReason.Processing,
                    Detail = $"The page could not be crawled: {exception.Message}",
                    Attempts = page.Attempts + PageTries,
                    FetchedAt = clock.GetUtcNow(),
                },
                CancellationToken.None);
            Count(page, new PageOutcome
            {
                Kind = result.Outcome == CommitOutcome.Fenced ? OutcomeKind.Fenced : OutcomeKind.Failed,
                Reason = (int)PageReason.Processing,
                Detail = exception.Message,
                Totals = result.Counters is null ? null : CounterMessages.ToTotals(result.Counters),
            });
            return true;
        }
        catch (Exception storeException)
        {
            LogClaimFailed(storeException, Record.Id);
            return false;
        }
    }

    private void Count(FrontierPage page, PageOutcome outcome)
    {
        if (IsOver || _finish is not null)
        {
            return;
        }

        if (outcome.Kind == OutcomeKind.Fenced)
        {
            Abandon();
            return;
        }

        if (outcome.ScopeUrl is { } scope)
        {
            Record = Record with { ScopeUrl = scope };
            _rules = _rules with { ScopeUrl = scope };
        }

        Record = Record with { Counters = Record.Counters.Advance(outcome.Totals!) };
        _currentUrl = page.Url;
        _changed = true;
        _outcomes++;
        _lastOutcome = clock.GetUtcNow();
        _silenceToSay = options.SilenceNotice;
        _frontierDry = false;
        if (outcome.Kind == OutcomeKind.Failed && _failuresLogged++ < options.LoggedFailures)
        {
            outbox.Add(Draft($"Failed: {page.Url} ({((PageReason)outcome.Reason).ToName()}) {outcome.Detail}"));
        }

        if (Record.Status == CrawlStatus.Analyzing)
        {
            Say(CrawlStatus.Crawling, $"Found {Record.Counters.PagesDiscovered - 1} pages from the first one");
        }
    }

    /// <summary>1. every chunk gets its vector, 2. the outcome is decided, 3. the end is written.</summary>
    private async Task EndAsync()
    {
        try
        {
            // 1.
            if (Record.Counters.ChunksEmbedded < Record.Counters.ChunksStored)
            {
                Say(CrawlStatus.Embedding, "All pages are stored; the last chunks get their vectors");
            }

            if (Record.Counters.ChunksStored > 0)
            {
                await Embedding().DrainAsync(_stopping.Token);
            }

            // 2.
            await RefreshCountersAsync();
            var error = Record.Counters.PagesDone > 0 ? null : await WhyNothingAsync();
            _stopping.Token.ThrowIfCancellationRequested();
            Say(CrawlStatus.Finalizing, "Writing the end");

            // 3.
            await FinishAsync(error is null ? CrawlStatus.Complete : CrawlStatus.Error, error);
        }
        catch (Exception) when (_stopping.IsCancellationRequested)
        {
            // Cancelled or stopped meanwhile; whoever did that writes what happens.
        }
        catch (Exception exception)
        {
            LogEndFailed(exception, Record.Id);
            await Task.Delay(RetryPause, clock);
            _end = null;
            _frontierDry = false;
        }
    }

    // From here on no event may take the number that the terminal one gets. The first end that is decided is the only one.
    private Task FinishAsync(CrawlStatus status, string? error) => _finish ??= WriteEndAsync(status, error);

    private async Task WriteEndAsync(CrawlStatus status, string? error)
    {
        await outbox.WhenFlushed();
        if (status == CrawlStatus.Cancelled)
        {
            // Lanes that were stopped may have stored pages of which nobody told here.
            await TryRefreshCountersAsync();
        }

        var now = clock.GetUtcNow();
        if (status == CrawlStatus.Complete)
        {
            // Pages that the limit left waiting end as skipped, together with the crawl.
            Record = Record with { Counters = Record.Counters with { PagesSkipped = Record.Counters.PagesSkipped + Record.Counters.PagesOpen } };
        }

        var terminal = Terminal(status, error);
        var end = new CrawlEnd(Record.Id, Record.Epoch, status, error, now, JournalJson.ToEntry(terminal));
        for (var tried = false; !(IsOver && tried); tried = true)
        {
            try
            {
                var written = await store.EndCrawlAsync(end, CancellationToken.None) || (tried && await WasWrittenAsync(end));
                IsOver = true;
                if (written)
                {
                    Record = Record with { Status = status, Error = error, EndedAt = now, LastSequence = terminal.Sequence };
                    _ended.TrySetResult();
                    LogEnded(Record.Id, status, Record.Counters.PagesDone);
                    await outbox.PublishTerminalAsync(terminal);
                }

                return;
            }
            catch (Exception exception)
            {
                LogEndFailed(exception, Record.Id);
                await Task.Delay(RetryPause, clock);
            }
        }
    }

    // The try before may have reached the store and only its answer got lost.
    private async Task<bool> WasWrittenAsync(CrawlEnd end)
    {
        var stored = await store.FindCrawlAsync(end.CrawlId, CancellationToken.None);
        return stored?.Status == end.Status && stored.LastSequence == end.Journal.Sequence;
    }

    private CrawlProgress Terminal(CrawlStatus status, string? error) => Draft(status switch
    {
        CrawlStatus.Complete => "Crawl operation completed successfully",
        CrawlStatus.Cancelled => "Crawl cancelled",
        _ => null,
    }) with
    {
        Sequence = outbox.LastSequence + 1,
        Status = (GrainInterfaces.Crawling.CrawlStatus)status,
        Percentage = status switch { CrawlStatus.Complete => 100, CrawlStatus.Error => -1, _ => _percentage },
        EtaSeconds = null,
        Error = error,
    };

    private async Task<string> WhyNothingAsync()
    {
        var rows = await store.ListPagesAsync(Record.Id, null, 1, null, CancellationToken.None);
        return rows.Items.FirstOrDefault() is { } seed
            ? $"Nothing was collected: {seed.Url}: {seed.Detail ?? seed.Reason.ToName() ?? "no page was stored"}"
            : "Nothing was collected.";
    }

    private async Task RefreshCountersAsync()
    {
        if (await store.FindCrawlAsync(Record.Id, CancellationToken.None) is { } stored && stored.Counters != Record.Counters)
        {
            Record = Record with { Counters = stored.Counters };
            _changed = true;
        }
    }

    private async Task TryRefreshCountersAsync()
    {
        try
        {
            await RefreshCountersAsync();
        }
        catch (Exception exception)
        {
            // The next tick asks again.
            LogClaimFailed(exception, Record.Id);
        }
    }

    // Beside the tick: an embedding grain that does not answer must not keep the crawl's own events back.
    private async Task NudgeAsync()
    {
        try
        {
            await Embedding().NudgeAsync();
        }
        catch (Exception exception)
        {
            LogNotNudged(exception, Record.Id);
        }
    }

    // A host that asks to be left alone, or hangs, must not look like a crawl that does. Said after 10 s, 20 s, 40 s and so on.
    private void SaySilence()
    {
        if (_inFlight.Count > 0 && clock.GetUtcNow() - _lastOutcome >= _silenceToSay)
        {
            var pages = _inFlight.Count == 1 ? $"{_inFlight.Values.First().Url} is" : $"{_inFlight.Count} pages are";
            outbox.Add(Draft($"No answer for {_silenceToSay.TotalSeconds:0} s: {pages} under way or held back by the host (slow, or it asked to wait)"));
            _silenceToSay *= 2;
        }
    }

    // Another activation owns the crawl, or it has ended: this one falls silent.
    private void Abandon()
    {
        IsOver = true;
        _stopping.Cancel();
        LogAbandoned(Record.Id, Record.Epoch);
    }

    private void Say(CrawlStatus status, string log)
    {
        Record = Record with { Status = status };
        _ = store.SetCrawlStatusAsync(Record.Id, Record.Epoch, status, CancellationToken.None).ContinueWith(
            task => LogClaimFailed(task.Exception!, Record.Id),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Current);
        outbox.Add(Draft(log));
    }

    private CrawlProgress Draft(string? log)
    {
        var now = clock.GetUtcNow();
        var counters = Record.Counters;
        var rate = _meter.Observe(now, counters.PagesDiscovered - counters.PagesOpen);
        var left = Math.Min(counters.PagesOpen, Record.Settings.MaxPages - counters.PagesDone);
        _percentage = CrawlPercentage.Compute(counters, Record.Settings.MaxPages, complete: false, _percentage);
        return new CrawlProgress
        {
            ProgressId = Record.Id,
            Sequence = 0,
            Timestamp = now,
            Status = (GrainInterfaces.Crawling.CrawlStatus)Record.Status,
            Percentage = _percentage,
            CurrentUrl = _currentUrl,
            Log = log,
            PagesDiscovered = counters.PagesDiscovered,
            PagesDone = counters.PagesDone,
            PagesFailed = counters.PagesFailed,
            PagesSkipped = counters.PagesSkipped,
            ChunksStored = counters.ChunksStored,
            ChunksEmbedded = counters.ChunksEmbedded,
            CodeExamples = counters.CodeExamples,
            PagesPerSecond = rate,
            EtaSeconds = rate > 0 ? Math.Round(left / rate, 1) : null,
        };
    }

    private IEmbeddingGrain Embedding() => grains.GetGrain<IEmbeddingGrain>(Record.SourceId);
}
