using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <remarks>How a crawl is taken up: one run of it at a time, and with it an epoch of its own.</remarks>
internal sealed partial class CrawlGrain
{
    private static readonly TimeSpan BeginPause = TimeSpan.FromSeconds(1);

    // From a timer, so that the caller has its answer before the first page is claimed; again while the store is away.
    private void BeginSoon()
    {
        _soon?.Dispose();
        _soon = this.RegisterGrainTimer(
            async () =>
            {
                try
                {
                    await BeginAsync(Intent.GoOn, CancellationToken.None);
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

    /// <summary>True when the crawl is worked on here afterwards.</summary>
    private async Task<bool> BeginAsync(Intent intent, CancellationToken withdrawn)
    {
        // Whoever fails tells its own caller; the next one tries for itself.
        while (_beginning is { IsCompleted: false } beginning)
        {
            await ((Task)beginning).WaitAsync(withdrawn).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            withdrawn.ThrowIfCancellationRequested();
        }

        if (_run is { IsOver: false })
        {
            return true;
        }

        return await (_beginning = OpenAsync(intent, withdrawn));
    }

    private async Task<bool> OpenAsync(Intent intent, CancellationToken withdrawn)
    {
        var record = await store.OpenEpochAsync(CrawlId, clock.GetUtcNow(), withdrawn);
        if (record is null || (intent == Intent.GoOn && record.Status == CrawlStatus.Paused))
        {
            return false;
        }

        if (intent == Intent.Resume && record.Status == CrawlStatus.Paused)
        {
            // Before anybody is told: a crawl that was resumed must not be found paused after a kill.
            if (!await store.SetCrawlStatusAsync(CrawlId, record.Epoch, CrawlStatus.Crawling, withdrawn))
            {
                return false;
            }

            record = record with { Status = CrawlStatus.Crawling };
        }

        var shown = record.LastTold() is { IsTerminal: false } told ? told.Percentage : 0;
        var stream = this.GetStreamProvider(ProgressStreams.Provider).GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, CrawlId));
        var outbox = new ProgressOutbox(record.Id, record.Epoch, record.LastSequence, shown, store, stream, clock, logger);
        _run = new CrawlRun(record, store, GrainFactory, outbox, summariser, vectors, gate, options.Value, clock, logger);
        _record = record;
        _ticks?.Dispose();
        _ticks = this.RegisterGrainTimer(
            TickAsync,
            new GrainTimerCreationOptions { DueTime = options.Value.TickInterval, Period = options.Value.TickInterval, KeepAlive = true, Interleave = true });
        if (intent != Intent.Stop)
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

            // Whoever is in the middle of pausing, resuming or retrying must not lose the run it begins.
            if (_controls == 0 && _soon is null && _beginning is null or { IsCompleted: true })
            {
                DeactivateOnIdle();
            }
        }
    }

    /// <summary>What a crawl is taken up for.</summary>
    private enum Intent
    {
        /// <summary>To go on with it, unless it is paused.</summary>
        GoOn,

        /// <summary>To go on with it, also when it is paused.</summary>
        Resume,

        /// <summary>To end or pause it: whoever does that must own its epoch.</summary>
        Stop,
    }
}
