using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Archon.Grains.Crawling;

/// <summary>Coordinates one crawl. Everything it must not lose is in the store; each activation that works raises the epoch.</summary>
[GrainType("archon.crawl"), RandomPlacement]
internal sealed partial class CrawlGrain(
    IArchonStore store,
    IOptions<CrawlOptions> options,
    TimeProvider clock,
    ILogger<CrawlGrain> logger) : Grain, ICrawlGrain, IDisposable
{
    private static readonly TimeSpan BeginPause = TimeSpan.FromSeconds(1);

    private CrawlRecord? _record;
    private CrawlRun? _run;
    private Task<bool>? _beginning;
    private IGrainTimer? _ticks;
    private IGrainTimer? _soon;

    private string CrawlId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _record = await store.FindCrawlAsync(CrawlId, cancellationToken);
        if (_record is not null && _record.Status.IsRunning() && options.Value.ResumeOnActivation)
        {
            BeginSoon();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_beginning is Task beginning)
        {
            await beginning.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (_run is not null)
        {
            await _run.StopAsync(cancellationToken);
        }
    }

    public void Dispose() => _run?.Dispose();

    public async Task<StartCrawlResult> StartAsync(StartCrawl command, CancellationToken cancellationToken)
    {
        if (_record is not null)
        {
            return Started();
        }

        if (CrawlRequests.TryRead(command, out var settings, out var seed) is { } error)
        {
            return new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = error.Field, Message = error.Message };
        }

        var now = clock.GetUtcNow();
        var queued = new CrawlProgress
        {
            ProgressId = CrawlId,
            Sequence = 1,
            Timestamp = now,
            Status = GrainInterfaces.Crawling.CrawlStatus.Queued,
            Percentage = 0,
            PagesDiscovered = 1,
            Log = $"Crawl of {seed} queued",
        };
        var crawl = new NewCrawl { Id = CrawlId, SourceId = SourceId.From(seed), Settings = settings, CreatedAt = now, Journal = [JournalJson.ToEntry(queued)] };
        var result = await store.CreateCrawlAsync(crawl, cancellationToken);
        if (!result.Created)
        {
            return new StartCrawlResult
            {
                Outcome = StartOutcome.AlreadyRunning,
                CrawlId = result.RunningCrawlId,
                Field = "url",
                Message = $"Crawl {result.RunningCrawlId} of {seed} is still running. Watch it, or cancel it first.",
            };
        }

        _record = await store.FindCrawlAsync(CrawlId, cancellationToken);
        LogStarted(CrawlId, settings.Url);
        BeginSoon();
        return Started();
    }

    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_run is null or { IsOver: true })
        {
            await BeginAsync();
        }
    }

    public async Task<Crawl?> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (_run is { IsOver: false } run)
        {
            return run.Record.ToView(run.Percentage) with { LastSequence = run.Outbox.LastSequence };
        }

        if (_record is null || !_record.Status.IsTerminal())
        {
            _record = await store.FindCrawlAsync(CrawlId, cancellationToken);
        }

        return _record?.ToView();
    }

    public async Task<CrawlEvents> GetSinceAsync(long after, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Clamp(limit, 1, 1000);
        if (_run is { IsOver: false } run && run.Outbox.TryRead(after, limit) is { } events)
        {
            return new CrawlEvents { Exists = true, Items = events.CountGaps(after), LastSequence = run.Outbox.LastSequence };
        }

        return await JournalReader.ReadAsync(store, CrawlId, after, limit, cancellationToken);
    }

    public async Task<CancelOutcome> CancelAsync(CancellationToken cancellationToken)
    {
        // When nobody works on it here, take it over, so that the end is written by the epoch that owns it; again when
        // somebody else took it over meanwhile.
        while (_run is { IsOver: false } || await BeginAsync(start: false))
        {
            if (_run is { } run && await run.CancelAsync())
            {
                return CancelOutcome.Cancelled;
            }

            cancellationToken.ThrowIfCancellationRequested();
        }

        _record = await store.FindCrawlAsync(CrawlId, cancellationToken);
        return _record is null ? CancelOutcome.NotFound : CancelOutcome.AlreadyEnded;
    }

    private StartCrawlResult Started() => new() { Outcome = StartOutcome.Started, CrawlId = CrawlId };

    // From a timer, so that the caller has its answer before the first page is claimed; again while the store is away.
    private void BeginSoon()
    {
        _soon?.Dispose();
        _soon = this.RegisterGrainTimer(
            async () =>
            {
                try
                {
                    await BeginAsync();
                    _soon?.Dispose();
                    _soon = null;
                }
                catch (Exception exception)
                {
                    LogNotBegun(exception, CrawlId, BeginPause);
                }
            },
            new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = BeginPause, Interleave = true, KeepAlive = true });
    }

    private async Task<bool> BeginAsync(bool start = true)
    {
        // Whoever fails tells its own caller; the next one tries for itself.
        while (_beginning is { IsCompleted: false } beginning)
        {
            await ((Task)beginning).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        if (_run is { IsOver: false })
        {
            return true;
        }

        return await (_beginning = OpenAsync(start));
    }

    private async Task<bool> OpenAsync(bool start)
    {
        var record = await store.OpenEpochAsync(CrawlId, clock.GetUtcNow(), CancellationToken.None);
        if (record is null)
        {
            return false;
        }

        // What people were shown last: the percentage of another epoch must not fall in this one.
        var last = await store.ReadJournalAsync(CrawlId, record.LastSequence - 1, 1, CancellationToken.None);
        var shown = last.IsEmpty ? 0 : JournalJson.ToProgress(last[0]).Percentage;
        var stream = this.GetStreamProvider(ProgressStreams.Provider).GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, CrawlId));
        var outbox = new ProgressOutbox(record.Id, record.Epoch, record.LastSequence, store, stream, clock, logger);
        _run = new CrawlRun(record, shown, store, GrainFactory, outbox, options.Value, clock, logger);
        _record = record;
        _ticks?.Dispose();
        _ticks = this.RegisterGrainTimer(
            TickAsync,
            new GrainTimerCreationOptions { DueTime = options.Value.TickInterval, Period = options.Value.TickInterval, KeepAlive = true, Interleave = true });
        if (start)
        {
            _run.Start();
        }

        return true;
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (_run is not { } run)
        {
            return;
        }

        await run.TickAsync();
        if (run.IsOver && ReferenceEquals(run, _run))
        {
            _ticks?.Dispose();
            _ticks = null;
            _record = run.Record;
            _run = null;
            DeactivateOnIdle();
        }
    }
}
