using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Access;
using Archon.Grains.Asking;
using Archon.Grains.Documents;
using Archon.Grains.Embedding;
using Archon.Grains.Processing;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;

namespace Archon.Grains.Crawling;

/// <summary>Coordinates one crawl. Everything it must not lose is in the store; each activation that works raises the epoch.</summary>
[GrainType("archon.crawl"), RandomPlacement]
internal sealed partial class CrawlGrain(
    IArchonStore store,
    StorePatience patience,
    SealedAccess access,
    ISummariser summariser,
    KeptVectors vectors,
    CpuGate gate,
    IOptions<CrawlOptions> options,
    TimeProvider clock,
    ILogger<CrawlGrain> logger) : Grain, ICrawlGrain, IDisposable
{
    private CrawlRecord? _record;
    private CrawlRun? _run;
    private Task<bool>? _beginning;
    private IGrainTimer? _ticks;
    private IGrainTimer? _soon;
    private int _controls;

    private string CrawlId => this.GetPrimaryKeyString();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        try
        {
            _record = await patience.ReadAsync(store.FindCrawlAsync(CrawlId, cancellationToken), cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            // Whoever calls finds out for himself, and as soon as this did; a crawl that runs is taken up by the next sweep.
            LogNotRead(exception, CrawlId);
        }

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

        if ((CrawlRequests.TryRead(command, out var settings, out var seed) ?? access.TrySeal(command.Request.Access, seed, ref settings)) is { } error)
        {
            return new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = error.Field, Message = error.Message };
        }

        return await CreateAsync(SourceId.From(seed), settings, $"Crawl of {seed} queued");
    }

    public async Task<StartCrawlResult> RefreshAsync(StartRefresh command, CancellationToken cancellationToken)
    {
        if (_record is not null)
        {
            return Started();
        }

        var source = await patience.ReadAsync(store.FindSourceAsync(command.SourceId, cancellationToken), cancellationToken);
        if (source?.LastCrawlId is not { } last || await patience.ReadAsync(store.FindCrawlAsync(last, cancellationToken), cancellationToken) is not { } crawl)
        {
            return new StartCrawlResult { Outcome = StartOutcome.NotFound, Message = $"There is no source '{command.SourceId}'." };
        }

        if (crawl.Settings.Mode == CrawlMode.Documents)
        {
            return new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "source", Message = DocumentRequests.NothingToAsk(source.Id) };
        }

        var settings = crawl.Settings with { Refreshes = true, PrivateAccess = (Domain.Crawling.PrivateAccess)command.PrivateAccess };
        if (access.Unreadable(settings) is { } why)
        {
            return new StartCrawlResult { Outcome = StartOutcome.Invalid, Field = "access", Message = why };
        }

        return await CreateAsync(source.Id, settings, $"Refresh of {settings.Url} queued");
    }

    public async Task EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (_run is null or { IsOver: true })
        {
            await BeginAsync(Intent.GoOn, CancellationToken.None);
        }
    }

    public async Task<Crawl?> GetStatusAsync(CancellationToken cancellationToken)
    {
        if (_run is { IsOver: false } run)
        {
            return run.Record.ToView(run.Outbox.Percentage, run.ExamplesSummarised) with { LastSequence = run.Outbox.LastSequence };
        }

        if (_record is null || !_record.Status.IsTerminal())
        {
            _record = await patience.ReadAsync(store.FindCrawlAsync(CrawlId, cancellationToken), cancellationToken);
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

        return await patience.ReadAsync(JournalReader.ReadAsync(store, CrawlId, after, limit, cancellationToken), cancellationToken);
    }

    public Task PageFetchedAsync(long epoch, long pageId)
    {
        if (_run is { IsOver: false } run && run.Record.Epoch == epoch)
        {
            run.Fetched(pageId);
        }

        return Task.CompletedTask;
    }

    private async Task<StartCrawlResult> CreateAsync(string sourceId, CrawlSettings settings, string log, long pages = 1)
    {
        var now = clock.GetUtcNow();
        var queued = new CrawlProgress
        {
            ProgressId = CrawlId,
            Sequence = 1,
            Timestamp = now,
            Status = GrainInterfaces.Crawling.CrawlStatus.Queued,
            Percentage = 0,
            PagesDiscovered = pages,
            Log = log,
        };
        var crawl = new NewCrawl { Id = CrawlId, SourceId = sourceId, Settings = settings, CreatedAt = now, Journal = [JournalJson.ToEntry(queued)] };
        var result = await patience.ChangeAsync(withdrawn => store.CreateCrawlAsync(crawl, withdrawn));
        if (!result.Created)
        {
            return new StartCrawlResult
            {
                Outcome = StartOutcome.AlreadyRunning,
                CrawlId = result.RunningCrawlId,
                Field = "url",
                Message = $"Crawl {result.RunningCrawlId} of {settings.Url} is still running. Watch it, or cancel it first.",
            };
        }

        LogStarted(CrawlId, settings.Url);
        BeginSoon();
        return Started();
    }

    private StartCrawlResult Started() => new() { Outcome = StartOutcome.Started, CrawlId = CrawlId };
}
