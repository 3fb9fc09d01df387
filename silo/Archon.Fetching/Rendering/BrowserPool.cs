using System.ComponentModel;
using System.Net;
using Archon.Domain.Crawling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>
/// The tabs of this process: so many at once, in one browser that is started when the first page needs it, replaced when it has served its
/// time, has crashed or hangs, and ended when nobody has needed it for a while.
/// </summary>
internal sealed partial class BrowserPool : IAsyncDisposable
{
    /// <summary>A browser that does not start is not tried again for every page.</summary>
    private static readonly TimeSpan FaultLifetime = TimeSpan.FromSeconds(10);

    /// <summary>A look at all processes takes some milliseconds, and memory grows over many pages.</summary>
    private const int PagesPerLook = 16;

    private readonly ProxyExits _exits;
    private readonly BrowserOptions _options;
    private readonly string _product;
    private readonly TimeProvider _clock;
    private readonly ILogger<BrowserPool> _logger;
    private readonly SemaphoreSlim _room;
    private readonly SemaphoreSlim _starting = new(1);
    private readonly Lock _lock = new();
    private readonly ITimer _idle;
    private BrowserSession? _session;
    private (string Sentence, DateTimeOffset Until)? _fault;
    private bool _isDisposed;

    public BrowserPool(ProxyExits exits, IOptions<BrowserOptions> options, IOptions<FetchOptions> fetching, TimeProvider clock, ILogger<BrowserPool> logger)
    {
        _exits = exits;
        _options = options.Value;
        _product = fetching.Value.UserAgent.Replace(" (", "; ", StringComparison.Ordinal).TrimEnd(')');
        _clock = clock;
        _logger = logger;
        _room = new SemaphoreSlim(_options.TabCount);
        _idle = clock.CreateTimer(_ => _ = EndIdleAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A tab for one page. Waits until one is free.</summary>
    /// <exception cref="FetchFaultException">BrowserMissing: there is none, or it does not start.</exception>
    /// <exception cref="PlaywrightException">The browser broke down.</exception>
    public async Task<TabLease> RentAsync(TabKind kind, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        BrowserSession? session = null;
        try
        {
            Tab? other;
            (session, var tab, other) = await TakeAsync(kind, cancellationToken);
            if (other is not null)
            {
                await new TabLease(this, session, other).CloseAsync();
            }

            return new TabLease(this, session, tab ?? await session.OpenTabAsync(_exits, kind));
        }
        catch
        {
            await ReturnAsync(session, tab: null, hangs: false);
            throw;
        }
    }

    /// <param name="session">Whose tab it was; null when there was none.</param>
    /// <param name="tab">The tab, when it can be used again.</param>
    /// <param name="hangs">It does not answer, and nor perhaps does its browser.</param>
    public async ValueTask ReturnAsync(BrowserSession? session, Tab? tab, bool hangs)
    {
        BrowserSession? ended = null;
        if (session is not null)
        {
            var isLarge = tab is not null && session.Pages % PagesPerLook == 0 && await IsTooLargeAsync(session);
            lock (_lock)
            {
                session.Rented--;
                session.IsRetired |= hangs || isLarge || _isDisposed || session.Pages >= _options.PagesPerBrowser;
                if (tab is not null)
                {
                    session.Idle.Add(tab);
                }

                if (session.Rented == 0)
                {
                    ended = session.IsRetired ? session : null;
                    _idle.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
                }

                if (session.IsRetired && _session == session)
                {
                    _session = null;
                }
            }
        }

        // The next page need not wait for the old browser's end.
        _room.Release();
        if (ended is not null)
        {
            LogEnded(ended.Pages);
            await ended.DisposeAsync();
        }
    }

    private async Task<bool> IsTooLargeAsync(BrowserSession session)
    {
        var size = await session.MeasureMemoryAsync() / (1024 * 1024);
        if (size <= _options.MemoryPerBrowser)
        {
            return false;
        }

        LogLarge(size, session.Pages, _options.MemoryPerBrowser);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        BrowserSession? session;
        lock (_lock)
        {
            _isDisposed = true;
            (session, _session) = (_session, null);
        }

        await _idle.DisposeAsync();
        if (session is not null)
        {
            // Also under the pages that are being rendered: nobody waits for them any more.
            await session.DisposeAsync();
        }
    }

    // Counts as rented from here on; the session's other tab makes room when the one wanted is not there.
    private async Task<(BrowserSession Session, Tab? Tab, Tab? Other)> TakeAsync(TabKind kind, CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            await BuryAsync();
            while (true)
            {
                var session = _session ?? await StartAsync();
                lock (_lock)
                {
                    if (!_isDisposed && !session.IsRetired)
                    {
                        return Take(session, kind);
                    }
                }

                // Ended while it started; else it was retired in this moment, and there is a new one to be had.
                if (_isDisposed)
                {
                    await session.DisposeAsync();
                    throw new ObjectDisposedException(nameof(BrowserPool));
                }
            }
        }
        finally
        {
            _starting.Release();
        }
    }

    private (BrowserSession Session, Tab? Tab, Tab? Other) Take(BrowserSession session, TabKind kind)
    {
        _session = session;
        session.Rented++;
        session.Pages++;
        foreach (var broken in session.Idle.Where(static tab => tab.IsBroken).ToList())
        {
            session.Idle.Remove(broken);
            _ = broken.AbandonAsync().AsTask();
        }

        var tab = session.Idle.Find(tab => tab.Kind == kind);
        var other = tab is null ? session.Idle.FirstOrDefault() : null;
        session.Idle.Remove(tab ?? other!);
        return (session, tab, other);
    }

    // A browser that has crashed: whoever has a tab of it finds out, and the last of them clears it away.
    private async ValueTask BuryAsync()
    {
        BrowserSession? dead = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_session is { IsAlive: false } gone)
            {
                _session = null;
                gone.IsRetired = true;
                dead = gone.Rented == 0 ? gone : null;
            }
        }

        if (dead is not null)
        {
            LogCrashed(dead.Pages);
            await dead.DisposeAsync();
        }
    }

    private async Task<BrowserSession> StartAsync()
    {
        if (_fault is { } known && _clock.GetUtcNow() < known.Until)
        {
            throw new FetchFaultException(PageReason.BrowserMissing, known.Sentence);
        }

        _fault = null;
        if (_options.Endpoint is { } endpoint)
        {
            return await BeginAsync(
                $"{endpoint}",
                () => BrowserSession.ConnectAsync(endpoint, IPAddress.Parse(_options.ProxyAddress), _product),
                reason => $"The browser at {endpoint} (Archon:Browser:Endpoint) cannot be used: {reason}.");
        }

        if (BrowserFinder.Find(_options.Path, out var sentence) is not { } path)
        {
            throw new FetchFaultException(PageReason.BrowserMissing, $"{sentence} {BrowserFinder.Remedy}");
        }

        return await BeginAsync(
            path,
            () => BrowserSession.StartAsync(path, _options.Sandbox, _product),
            reason => $"The browser {path} does not start: {reason}. {BrowserFinder.Remedy}");
    }

    private async Task<BrowserSession> BeginAsync(string place, Func<Task<BrowserSession>> begin, Func<string, string> explain)
    {
        try
        {
            var session = await begin();
            session.WatchMemory(_options.MemoryPerPage * 1024L * 1024, _clock, size => LogLargePage(size / (1024 * 1024), _options.MemoryPerPage));
            LogStarted(place, _options.TabCount);
            return session;
        }
        catch (Exception exception) when (exception is PlaywrightException or TimeoutException or Win32Exception or IOException)
        {
            LogNotStarted(exception, place);
            var sentence = explain(exception.Message.Split('\n')[0].TrimEnd('.', ' '));
            _fault = (sentence, _clock.GetUtcNow() + FaultLifetime);
            throw new FetchFaultException(PageReason.BrowserMissing, sentence, exception);
        }
    }

    private async Task EndIdleAsync()
    {
        BrowserSession? session = null;
        lock (_lock)
        {
            if (_session is { Rented: 0 })
            {
                (session, _session) = (_session, null);
                session.IsRetired = true;
            }
        }

        if (session is not null)
        {
            LogEnded(session.Pages);
            await session.DisposeAsync();
        }
    }
}
