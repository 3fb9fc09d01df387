using System.Collections.Immutable;
using Archon.Domain.Admission;
using Archon.GrainInterfaces.Embedding;
using Archon.GrainInterfaces.Summaries;
using Archon.Grains.Embedding;
using Archon.Grains.Progress;
using Archon.Grains.Processing;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
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
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly IArchonStore _store;
    private readonly IEmbeddingGrain _embedding;
    private readonly CrawlOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CrawlAccount _account;
    private readonly FrontierWindow _window;
    private readonly UnseenPages _unseen;
    private readonly ListedTwins _twins;
    private readonly UnlistedDocuments _unlisted;
    private readonly CrawlLanes _lanes;
    private readonly CrawlSummaries _summaries;
    private readonly CrawlEnding _ending;
    private readonly FailedPages _failed;
    private readonly TrapWatch _traps;
    private readonly FacetWatch _facets;
    private readonly RecurringText _recurring;
    private readonly EarlyPages _early;
    private bool _begun;
    private readonly CrawlAnalysis _analysis;
    private bool _started;
    private Task? _preparation;
    private Task _nudge = Task.CompletedTask;
    private Task? _conclusion;

    /// <param name="record">The crawl, in the epoch of this run.</param>
    /// <param name="store">The store.</param>
    /// <param name="grains">Where lanes, embedding and summaries are.</param>
    /// <param name="outbox">The crawl's events, in the epoch of this run.</param>
    /// <param name="summariser">The chat model, for whether there is one.</param>
    /// <param name="vectors">Whether the source's vectors are kept.</param>
    /// <param name="gate">Where code examples are compared.</param>
    /// <param name="options">How crawls are coordinated.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The grain's.</param>
    public CrawlRun(
        CrawlRecord record,
        IArchonStore store,
        IGrainFactory grains,
        ProgressOutbox outbox,
        ISummariser summariser,
        KeptVectors vectors,
        CpuGate gate,
        CrawlOptions options,
        TimeProvider clock,
        ILogger logger)
    {
        _store = store;
        _embedding = grains.GetGrain<IEmbeddingGrain>(record.SourceId);
        _options = options;
        _clock = clock;
        _logger = logger;
        _account = new CrawlAccount(record, store, outbox, options, clock, logger);
        _window = new FrontierWindow(store, _account, clock);
        _unseen = new UnseenPages(store, _account, _window);
        _twins = new ListedTwins(store, _account, _window);
        _unlisted = new UnlistedDocuments(store, _account);
        _recurring = new RecurringText(_account, store, vectors, logger, _stopping.Token);
        _early = new EarlyPages(_account, store, grains);
        _lanes = new CrawlLanes(_account, store, grains, _recurring, options, clock, logger, Count, Pump, _stopping.Token);
        _summaries = new CrawlSummaries(grains.GetGrain<ISummaryGrain>(record.SourceId), summariser, _account, logger);
        _ending = new CrawlEnding(_account, store, gate, _embedding, _summaries, clock, logger);
        _traps = new TrapWatch(options.TrapBudget);
        _facets = new FacetWatch(options.TrapBudget);
        _failed = new FailedPages(_account, store, clock, logger);
        _analysis = new CrawlAnalysis(_account, store, grains, clock, logger, Refill, AbandonUnlessEnding, _stopping.Token);
    }

    /// <summary>The crawl as it stands.</summary>
    public CrawlRecord Record => _account.Record;

    /// <inheritdoc cref="CrawlAccount.ExamplesSummarised"/>
    public long? ExamplesSummarised => _account.ExamplesSummarised;

    /// <summary>Its events.</summary>
    public ProgressOutbox Outbox => _account.Outbox;

    /// <summary>True when nothing more will happen in this run.</summary>
    public bool IsOver => _ending.IsOver;

    /// <summary>It was begun, and did not only take the crawl over for somebody who wants to stop it.</summary>
    public bool IsBegun => _begun;

    /// <summary>An end, a pause or a retry is decided, or the run is over.</summary>
    public bool IsEnding => IsOver || _ending.IsDecided;

    /// <summary>Completes when what was decided is written and told, or taken back.</summary>
    public Task Ending => _ending.Writing ?? Task.CompletedTask;

    /// <summary>Begins to crawl.</summary>
    public void Start()
    {
        _begun = true;
        _ = StartAsync();
    }

    /// <summary>Leaves a crawl that nothing was done for.</summary>
    public void Leave() => _ending.Leave();

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

        _summaries.Tick();

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
        _account.SaySilence(_lanes.Busy > 0 ? _lanes.InFlight : [.. _window.Pages]);
        await _account.TellAsync();
        Pump();
    }

    /// <summary>Ends the crawl as cancelled and says whether it did; when false, the run is over by another end or another's epoch.</summary>
    /// <param name="withdrawn">Takes it back: then the run goes on. So with the others.</param>
    public Task<bool> CancelAsync(CancellationToken withdrawn) => EndAsync(CrawlStatus.Cancelled, error: null, withdrawn);

    /// <summary>
    /// Stops until somebody resumes: requests in flight are aborted, their pages wait again. False when the run is over by another end or
    /// another's epoch.
    /// </summary>
    public async Task<bool> PauseAsync(CancellationToken withdrawn)
    {
        // A paused crawl owes nobody a retry: what was promised is done first.
        await PrepareAsync().WaitAsync(withdrawn);
        return await EndAsync(CrawlStatus.Paused, error: null, withdrawn);
    }

    /// <summary>Queues the crawl with its failed pages waiting again. False when the run is over by another end or another's epoch.</summary>
    public Task<bool> RetryFailedAsync(CancellationToken withdrawn) => EndAsync(CrawlStatus.Queued, error: null, withdrawn);

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

    public void Dispose()
    {
        _analysis.Dispose();
        _stopping.Dispose();
    }

    private async Task StartAsync()
    {
        await PrepareAsync();
        await LearnAsync();
        if (IsOver)
        {
            return;
        }

        _started = true;
        _account.Begin(_analysis.HoldsPages);
        if (!_account.IsSeedOpen || _analysis.HoldsPages)
        {
            _analysis.Begin();
        }

        Pump();
    }

    private Task PrepareAsync() => _preparation ??= _failed.AreOwed ? PutFailedBackAsync() : Task.CompletedTask;

    private async Task PutFailedBackAsync()
    {
        if (!await _failed.PutBackAsync(() => IsOver))
        {
            AbandonUnlessEnding();
        }
    }

    // No page may be read before: it would be stored otherwise than the others.
    private async Task LearnAsync()
    {
        while (!IsOver)
        {
            try
            {
                if (!await _recurring.BeginAsync())
                {
                    AbandonUnlessEnding();
                }

                return;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                LogClaimFailed(exception, Record.Id);
                await Task.Delay(RetryPause, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private void Refill()
    {
        _window.Refill();
        Pump();
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
}
