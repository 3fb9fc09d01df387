using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Pages;
using Archon.Grains.Pages;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>Hands pages to the crawl's page crawlers, one page a lane at a time, and sees to it that each gets an outcome.</summary>
/// <remarks>
/// The crawl's concurrency counts requests. A page that is fetched still has to be processed and stored, so there are half as many lanes more:
/// without them all lanes would wait for one commit and then all for the network, in step.
/// </remarks>
/// <param name="account">The crawl.</param>
/// <param name="store">Where a page is given up.</param>
/// <param name="grains">Where the lanes are.</param>
/// <param name="recurring">What lanes leave out of pages.</param>
/// <param name="options">How crawls are coordinated.</param>
/// <param name="clock">For pauses between tries.</param>
/// <param name="logger">For what went wrong.</param>
/// <param name="counted">Told of every outcome.</param>
/// <param name="freed">Told when a lane has become free.</param>
/// <param name="stopping">The run stops; pages under way are nobody's business any more.</param>
internal sealed partial class CrawlLanes(
    CrawlAccount account,
    IFrontierStore store,
    IGrainFactory grains,
    RecurringText recurring,
    CrawlOptions options,
    TimeProvider clock,
    ILogger logger,
    Action<WaitingPage, PageOutcome> counted,
    Action freed,
    CancellationToken stopping)
{
    private const int PageTries = 5;
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly Stack<int> _free = new(Enumerable.Range(0, CountFor(account.Record.Settings.Concurrency)).Reverse());
    private readonly IPageCrawlerGrain?[] _lanes = new IPageCrawlerGrain?[CountFor(account.Record.Settings.Concurrency)];
    private readonly Dictionary<long, PageInFlight> _inFlight = [];
    private CrawlRules _rules = CrawlRequests.ToRules(account.Record.Settings, account.Record.SourceId, account.Record.ScopeUrl);

    private int _fetching;

    /// <summary>A lane waits for a page, and the crawl may have another request under way.</summary>
    public bool IsFree => _free.Count > 0 && _fetching < account.Record.Settings.Concurrency;

    /// <summary>Pages that lanes work on.</summary>
    public IReadOnlyCollection<FrontierPage> InFlight => [.. _inFlight.Values.Select(page => page.Page)];

    /// <summary>How many lanes work.</summary>
    public int Busy => _inFlight.Count;

    /// <summary>Gives the page to a free lane.</summary>
    /// <param name="waiting">The page.</param>
    /// <param name="trap">Why it is not to be fetched; null: it is.</param>
    public void Begin(WaitingPage waiting, string? trap = null)
    {
        var lane = _free.Pop();
        _fetching++;
        var inFlight = _inFlight[waiting.Page.PageId] = new PageInFlight(waiting.Page, Lane(lane), options.QuestionInterval, clock);
        _ = CrawlPageAsync(lane, waiting, inFlight, trap);
    }

    /// <summary>How many lanes a crawl has.</summary>
    public static int CountFor(int concurrency) => concurrency + Math.Max(1, concurrency / 2);

    /// <summary>The page needs no request any more.</summary>
    public void Fetched(long pageId)
    {
        if (_inFlight.TryGetValue(pageId, out var page) && !page.IsFetched)
        {
            page.IsFetched = true;
            _fetching--;
            freed();
        }
    }

    /// <summary>Asks after pages whose outcome takes long: one that no lane knows of is tried again.</summary>
    public void AskAfterOverdue()
    {
        foreach (var page in _inFlight.Values)
        {
            page.AskWhenOverdue();
        }
    }

    // Kept, see HostReferences.
    private IPageCrawlerGrain Lane(int lane) => _lanes[lane] ??= grains.GetGrain<IPageCrawlerGrain>($"{account.Record.Id}/{lane}");

    private async Task CrawlPageAsync(int lane, WaitingPage waiting, PageInFlight inFlight, string? trap)
    {
        var page = waiting.Page;
        var record = account.Record;
        var twins = (int)(record.Discovery?.Twins ?? 0);
        if (_rules.ScopeUrl != record.ScopeUrl || _rules.TwinForm != twins)
        {
            _rules = _rules with { ScopeUrl = record.ScopeUrl, TwinForm = twins };
        }

        var work = new PageWork
        {
            CrawlId = record.Id,
            Epoch = record.Epoch,
            PageId = page.PageId,
            Url = page.Url,
            Depth = page.Depth,
            Attempts = page.Attempts,
            Rules = _rules,
            Tries = waiting.Tries,

            // A crawl of one host has nothing else to do.
            WaitsForHost = record.Settings.Scope != CrawlScope.Domain,
            Trap = trap,
            Recurrence = recurring.ForLanes,
        };
        for (var tries = 1; !stopping.IsCancellationRequested;)
        {
            try
            {
                counted(waiting, await inFlight.CrawlAsync(work, stopping));
                break;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The lane's silo, the store or the network failed, not the page: it stays claimed and is tried again.
                LogPageTriedAgain(exception, page.Url, record.Id, tries);
                if (inFlight.IsFetched)
                {
                    inFlight.IsFetched = false;
                    _fetching++;
                }

                if (tries >= PageTries && !IsNobodysFault(exception) && await GiveUpAsync(waiting, exception))
                {
                    break;
                }

                if (!IsNobodysFault(exception))
                {
                    tries++;
                }

                // Longer each time: a silo that has died or is stopping is found out before the last try.
                await Task.Delay(RetryPause * Math.Max(1, tries), clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }

        _inFlight.Remove(page.PageId);
        _fetching -= inFlight.IsFetched ? 0 : 1;
        _free.Push(lane);
        freed();
    }

    // A silo that is gone is found out after some seconds, and a store may be away for minutes: neither is a try of the page.
    private static bool IsNobodysFault(Exception exception) => exception is OrleansException or StorageUnavailableException or OperationCanceledException;

    private async Task<bool> GiveUpAsync(WaitingPage waiting, Exception exception)
    {
        var page = waiting.Page;
        try
        {
            var result = await store.CommitPageAsync(
                new PageCommit
                {
                    CrawlId = account.Record.Id,
                    Epoch = account.Record.Epoch,
                    PageId = page.PageId,
                    State = PageState.Failed,
                    Reason = PageReason.Processing,
                    Detail = $"The page could not be crawled: {exception.Message}",
                    Attempts = page.Attempts + waiting.Tries + PageTries,
                    FetchedAt = clock.GetUtcNow(),
                },
                CancellationToken.None);
            counted(waiting, new PageOutcome
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
            LogNotGivenUp(storeException, account.Record.Id);
            return false;
        }
    }
}
