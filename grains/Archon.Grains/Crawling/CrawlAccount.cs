using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.GrainInterfaces.Pages;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Pages;
using Archon.Grains.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using CrawlStatus = Archon.Domain.Crawling.CrawlStatus;

namespace Archon.Grains.Crawling;

/// <summary>What one run knows of its crawl and tells of it: counts, stage, events. Lives in the turns of its grain.</summary>
internal sealed partial class CrawlAccount(
    CrawlRecord record,
    IArchonStore store,
    ProgressOutbox outbox,
    CrawlOptions options,
    TimeProvider clock,
    ILogger logger)
{
    private const int MostHeld = 100;

    // The same hold, told by another lane.
    private static readonly TimeSpan HeldNews = TimeSpan.FromSeconds(5);

    private readonly ThroughputMeter _meter = new();
    private readonly Dictionary<string, DateTimeOffset> _held = new(StringComparer.Ordinal);
    private Task<bool> _changing = Task.FromResult(true);
    private string? _currentUrl;

    // It never falls while the crawl has not ended.
    private double _percentage = outbox.Percentage;
    private bool _changed;
    private int _failuresLogged;
    private DateTimeOffset _lastOutcome = clock.GetUtcNow();
    private TimeSpan _silenceToSay = options.SilenceNotice;

    /// <summary>The crawl as it stands.</summary>
    public CrawlRecord Record { get; private set; } = record;

    /// <summary>Its events.</summary>
    public ProgressOutbox Outbox => outbox;

    /// <summary>Code examples of the source that have a summary, as far as the run was told; null without a chat model.</summary>
    public long? ExamplesSummarised { get; private set; }

    /// <summary>Outcomes counted so far.</summary>
    public long Outcomes { get; private set; }

    /// <summary>The seed has no outcome yet.</summary>
    public bool IsSeedOpen => Record.Counters is { PagesDiscovered: <= 1, PagesOpen: > 0 } && Record.Settings.Mode != CrawlMode.Documents;

    /// <summary>Tells that the run begins.</summary>
    /// <param name="looksForList">No page is fetched before it is known what the site lists.</param>
    public void Begin(bool looksForList)
    {
        if (Record is { Epoch: <= 1, Settings.Mode: CrawlMode.Documents })
        {
            Say(CrawlStatus.Crawling, Record.Counters.PagesDiscovered == 1 ? "Reading a document" : $"Reading {Record.Counters.PagesDiscovered} documents");
            return;
        }

        var verb = Record.Settings.Refreshes ? "Refreshing" : looksForList ? "Looking for what is listed at" : "Fetching";
        Say(IsSeedOpen ? CrawlStatus.Analyzing : CrawlStatus.Crawling, Record.Epoch <= 1
            ? $"{verb} {Record.Settings.Url}"
            : Record.Counters.PagesOpen == 1 ? "Resumed with 1 page to go" : $"Resumed with {Record.Counters.PagesOpen} pages to go");
    }

    /// <summary>Counts a page, and tells what people want to know of it.</summary>
    public void Count(FrontierPage page, PageOutcome outcome)
    {
        if (outcome.ScopeUrl is { } scope)
        {
            Record = Record with { ScopeUrl = scope };
        }

        Record = Record with { Counters = Record.Counters.Advance(outcome.Totals!) };
        _currentUrl = page.Url;
        _changed = true;
        Outcomes++;
        _lastOutcome = clock.GetUtcNow();
        _silenceToSay = options.SilenceNotice;
        if (outcome.Kind == OutcomeKind.Failed && _failuresLogged++ < options.LoggedFailures)
        {
            outbox.Add(Draft($"Failed: {page.Url} ({((PageReason)outcome.Reason).ToName()}) {outcome.Detail}"));
        }

        if (Record.Status == CrawlStatus.Analyzing)
        {
            var found = Record.Counters.PagesDiscovered - 1;
            Say(CrawlStatus.Crawling, found == 1 ? "Found 1 page from the first one" : $"Found {found} pages from the first one");
        }
    }

    /// <summary>Counts pages that no page's outcome brought: the next claim may find more than the one before.</summary>
    public void Admit(CrawlTotals totals)
    {
        Record = Record with { Counters = Record.Counters.Advance(totals) };
        _changed = true;
        Outcomes++;
    }

    /// <summary>Changes what is known of the site, durably and then here; one change after another, as each is made of what is stored. False when the epoch is not the crawl's.</summary>
    public async Task<bool> ChangeDiscoveryAsync(Func<CrawlDiscovery?, CrawlDiscovery> change, CancellationToken cancellationToken)
    {
        while (!_changing.IsCompleted)
        {
            await ((Task)_changing).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
        }

        _changing = ApplyAsync(change, cancellationToken);
        return await _changing;
    }

    /// <summary>So many code examples of the source have a summary; null when nobody knows.</summary>
    public void Summarised(long? examples)
    {
        if (examples is not null && examples != ExamplesSummarised)
        {
            ExamplesSummarised = examples;
            _changed = true;
        }
    }

    /// <summary>Tells a sentence, at once.</summary>
    public void Tell(string log) => outbox.Add(Draft(log));

    /// <summary>Reads the counters anew: what others did for the crawl is in the store first.</summary>
    public async Task RefreshAsync()
    {
        if (await store.FindCrawlAsync(Record.Id, CancellationToken.None) is { } stored && stored.Counters != Record.Counters)
        {
            Record = Record with { Counters = stored.Counters };
            _changed = true;
        }
    }

    /// <inheritdoc cref="RefreshAsync"/>
    public async Task TryRefreshAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception exception)
        {
            // The next tick asks again.
            LogNoAnswer(exception, Record.Id);
        }
    }

    /// <summary>Tells of a new stage, at once.</summary>
    public void Say(CrawlStatus status, string log)
    {
        Record = Record with { Status = status };
        _ = store.SetCrawlStatusAsync(Record.Id, Record.Epoch, status, CancellationToken.None).ContinueWith(
            task => LogNoAnswer(task.Exception!, Record.Id),
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Current);
        outbox.Add(Draft(log));
    }

    /// <summary>A tick when counts have changed, else a heartbeat after a second of silence.</summary>
    public async Task TellAsync()
    {
        if (_changed)
        {
            _changed = false;
            outbox.Add(Draft(log: null));
        }
        else if (clock.GetUtcNow() - outbox.LastPublished >= options.Heartbeat)
        {
            await outbox.HeartbeatAsync();
        }
    }

    /// <summary>A host that asks to be left alone, or hangs, must not look like a crawl that does. Said after 10 s, 20 s, 40 s and so on.</summary>
    public void SaySilence(IReadOnlyCollection<FrontierPage> inFlight)
    {
        if (inFlight.Count > 0 && clock.GetUtcNow() - _lastOutcome >= _silenceToSay)
        {
            var pages = inFlight.Count == 1 ? $"{inFlight.First().Url} is" : $"{inFlight.Count} pages are";
            outbox.Add(Draft($"No answer for {_silenceToSay.TotalSeconds:0} s: {pages} under way or held back by the host (slow, or it asked to wait)"));
            _silenceToSay *= 2;
        }
    }

    /// <summary>Says once that a host wants to be left alone, when it does for longer than silence is worth a word.</summary>
    public void SayHeld(string origin, TimeSpan pause)
    {
        var now = clock.GetUtcNow();
        if (pause < options.SilenceNotice || (_held.TryGetValue(origin, out var until) && now + pause <= until + HeldNews))
        {
            return;
        }

        if (_held.Count == MostHeld)
        {
            _held.Clear();
        }

        _held[origin] = now + pause;
        var time = pause < TimeSpan.FromMinutes(2) ? $"{pause.TotalSeconds:0} s" : $"{pause.TotalMinutes:0} min";
        outbox.Add(Draft($"{origin} is to be left alone for {time}: it asks for that, or answers with errors"));
    }

    /// <summary>Counts pages that a refresh asks for by themselves.</summary>
    public void Admit(int pages, CrawlCounters counters)
    {
        if (pages > 0)
        {
            Recount(counters);
            outbox.Add(Draft(pages == 1 ? "Asking for a stored page that no link leads to" : $"Asking for {pages} stored pages that no link leads to"));
        }
    }

    /// <summary>Counts documents that were taken away, for they are not in their folder any more.</summary>
    public void Remove(int documents, CrawlCounters counters)
    {
        if (documents > 0)
        {
            Recount(counters);
            outbox.Add(Draft(documents == 1 ? "Removed a document that is not in its folder any more" : $"Removed {documents} documents that are not in their folder any more"));
        }
    }

    /// <summary>Counts what the store says, though a count may have fallen: pages that had failed wait again.</summary>
    public void Recount(CrawlCounters counters) => Record = Record with { Counters = counters };

    /// <summary>The run is over, as its last event says.</summary>
    public void Close(CrawlStatus status, CrawlCounters counters, CrawlProgress last) => Record = Record with
    {
        Status = status,
        Error = last.Error,
        EndedAt = status.IsTerminal() ? last.Timestamp : null,
        Counters = counters,
        LastSequence = last.Sequence,
        LastEntryBody = JournalJson.ToEntry(last).Body,
    };

    private async Task<bool> ApplyAsync(Func<CrawlDiscovery?, CrawlDiscovery> change, CancellationToken cancellationToken)
    {
        // The seed's lane keeps what the seed names.
        var discovery = change((await store.FindCrawlAsync(Record.Id, cancellationToken))?.Discovery);
        if (!await store.KeepDiscoveryAsync(Record.Id, Record.Epoch, discovery, cancellationToken))
        {
            return false;
        }

        Record = Record with { Discovery = discovery };
        return true;
    }

    /// <summary>An event with everything counted so far; its number is given when its turn comes.</summary>
    public CrawlProgress Draft(string? log)
    {
        var now = clock.GetUtcNow();
        var counters = Record.Counters;
        // Pages beyond the limit are passed over by the thousand, which is no speed.
        var rate = _meter.Observe(now, counters.PagesDone + counters.PagesFailed);
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
            ExamplesSummarised = ExamplesSummarised,
            PagesPerSecond = rate,
            EtaSeconds = rate > 0 && left > 0 ? Math.Round(left / rate, 1) : null,
        }.With(counters);
    }
}
