using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Storage;

namespace Archon.Grains.Crawling;

/// <summary>
/// Pages claimed from the frontier that no lane has yet, and whether there are more to claim. They are sorted by origin: a host that is slow or
/// asks to be left alone keeps its own pages waiting and no others. In the store all of them are claimed, so a run that dies leaves none behind.
/// </summary>
internal sealed class FrontierWindow(IFrontierStore store, CrawlAccount account, TimeProvider clock)
{
    /// <summary>Most pages that wait here: behind those of slow hosts there may be others.</summary>
    public const int Most = 4_096;

    // What a host said may be overtaken by what it says next.
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(30);

    // Lanes that an origin leaves to others of the crawl that may come.
    private const int Spare = 2;

    private readonly Dictionary<string, OriginPages> _origins = new(StringComparer.Ordinal);
    private string? _first;
    private bool _hasOthers;

    /// <summary>Pages that wait for a lane, or for their time.</summary>
    public IEnumerable<FrontierPage> Pages => _origins.Values.SelectMany(origin => origin.Pages).Select(waiting => waiting.Page);

    /// <summary>How many they are.</summary>
    public int Count { get; private set; }

    /// <summary>How many of them lanes could have now.</summary>
    public int Ready
    {
        get
        {
            var now = clock.GetUtcNow();
            var most = Share(now);
            return _origins.Values.Sum(origin => Math.Min(origin.Ready(now), Math.Max(0, most - origin.Busy)));
        }
    }

    /// <summary>A claim is on its way.</summary>
    public bool IsClaiming { get; private set; }

    /// <summary>The last claim found nothing, and no outcome has brought links since.</summary>
    public bool IsDry { get; private set; }

    /// <summary>
    /// The next page, of the origin that has the fewest lanes. Where there are several, none has more than its share, nor the last two: pages of a host that
    /// answers late would otherwise have all lanes, and a page of another would wait for one of them.
    /// </summary>
    public bool TryTake(out WaitingPage page)
    {
        var now = clock.GetUtcNow();
        var most = Share(now);
        OriginPages? next = null;
        foreach (var origin in _origins.Values)
        {
            if ((next is null || origin.Busy < next.Busy) && origin.Busy < most && origin.Ready(now) > 0)
            {
                next = origin;
            }
        }

        page = next?.Take()!;
        Count -= next is null ? 0 : 1;
        return next is not null;
    }

    /// <summary>A lane is done with the page, or brings it back to be tried again.</summary>
    public void Return(WaitingPage page, PageOutcome outcome)
    {
        var origin = _origins[page.Origin];
        var now = clock.GetUtcNow();
        if (outcome.Kind != OutcomeKind.Deferred)
        {
            origin.Finish();
            if (origin.IsForgettable)
            {
                _origins.Remove(page.Origin);
            }

            return;
        }

        Count++;
        if (outcome.HoldsHost)
        {
            origin.Hold(page, now + (outcome.Pause < LongestHold ? outcome.Pause : LongestHold));
        }
        else
        {
            origin.Defer(page with { Tries = outcome.Tries }, now + outcome.Pause);
        }
    }

    /// <summary>There may be pages again.</summary>
    public void Refill() => IsDry = false;

    /// <summary>Claims up to so many pages; they wait here unless <paramref name="isOver"/> by then. False when the epoch is not the crawl's.</summary>
    public async Task<bool> ClaimAsync(int limit, Func<bool> isOver)
    {
        IsClaiming = true;
        var outcomes = account.Outcomes;
        try
        {
            var pages = await store.ClaimPagesAsync(account.Record.Id, account.Record.Epoch, limit, CancellationToken.None);
            if (isOver())
            {
                return true;
            }

            if (pages is null)
            {
                return false;
            }

            foreach (var page in pages.Value)
            {
                Add(page);
            }

            // An outcome that came meanwhile may have brought links that this claim did not see.
            IsDry = pages.Value.IsEmpty && outcomes == account.Outcomes;
            return true;
        }
        finally
        {
            IsClaiming = false;
        }
    }

    // Among those that ask for lanes: a host that is to be left alone wants none.
    private int Share(DateTimeOffset now)
    {
        if (!_hasOthers)
        {
            return int.MaxValue;
        }

        var active = _origins.Values.Count(origin => origin.Busy > 0 || origin.Ready(now) > 0);
        var concurrency = account.Record.Settings.Concurrency;
        return Math.Max(1, Math.Min(concurrency - Spare, (concurrency + active - 1) / Math.Max(1, active)));
    }

    private void Add(FrontierPage page)
    {
        var origin = CanonicalUrl.TryParse(page.Url, out var url) ? url.Origin : "";
        _first ??= origin;
        _hasOthers |= origin != _first;
        if (!_origins.TryGetValue(origin, out var pages))
        {
            _origins.Add(origin, pages = new OriginPages());
        }

        pages.Add(new WaitingPage(page, origin, Tries: 0));
        Count++;
    }
}
