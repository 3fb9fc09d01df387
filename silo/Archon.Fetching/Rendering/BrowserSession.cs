using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>One browser with the process that drives it, and the tabs nobody uses at the moment.</summary>
internal sealed class BrowserSession : IAsyncDisposable
{
    /// <summary>A browser that takes longer to end is left to its driver, which ends it by force.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(3);

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly string _userAgent;

    // Of a browser of ours only: what its processes hold, and where it leads what it asks for on its own account.
    private readonly BrowserMemory? _memory;
    private readonly GuardedProxy? _nowhere;
    private MemoryWatch? _watch;

    // Of a browser that runs elsewhere only.
    private readonly IPAddress? _proxyAddress;

    private BrowserSession(IPlaywright playwright, IBrowser browser, string product, BrowserMemory memory, GuardedProxy nowhere)
        : this(playwright, browser, product) => (_memory, _nowhere) = (memory, nowhere);

    private BrowserSession(IPlaywright playwright, IBrowser browser, string product, IPAddress proxyAddress)
        : this(playwright, browser, product) => _proxyAddress = proxyAddress;

    private BrowserSession(IPlaywright playwright, IBrowser browser, string product)
    {
        _playwright = playwright;
        _browser = browser;
        _userAgent = UserAgent(browser.Version, product);
    }

    /// <summary>Tabs that wait for a page. Guarded by the pool's lock.</summary>
    public List<Tab> Idle { get; } = [];

    /// <summary>Tabs in use. Guarded by the pool's lock.</summary>
    public int Rented { get; set; }

    /// <summary>Pages it was rented for. Guarded by the pool's lock.</summary>
    public int Pages { get; set; }

    /// <summary>It gets no further page: it served enough, or a tab of it hangs. Guarded by the pool's lock.</summary>
    public bool IsRetired { get; set; }

    public bool IsAlive => _browser.IsConnected;

    /// <summary>Pages that were ended because they took too much memory.</summary>
    public int LargePages => _watch?.Count ?? 0;

    /// <exception cref="PlaywrightException">It did not start.</exception>
    public static async Task<BrowserSession> StartAsync(string path, bool sandbox, string product)
    {
        var playwright = await Playwright.CreateAsync();

        // What the browser asks for on its own account goes nowhere.
        var nowhere = new GuardedProxy(exits: null, default, ProxyPlace.Near);
        try
        {
            var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = path,
                Args = ChromiumArguments.All,
                Headless = true,
                ChromiumSandbox = sandbox,
                Proxy = nowhere.ForBrowser,

                // Ctrl-C ends a crawl in order; the browser ends with its driver's pipe.
                HandleSIGINT = false,
                HandleSIGTERM = false,
                HandleSIGHUP = false,
            });
            var memory = new BrowserMemory(await browser.NewBrowserCDPSessionAsync());
            return new BrowserSession(playwright, browser, product, memory, nowhere);
        }
        catch
        {
            playwright.Dispose();
            await nowhere.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a browser that runs elsewhere; its end is the end of what was opened in it, and not its own.</summary>
    /// <exception cref="PlaywrightException">It did not answer.</exception>
    /// <exception cref="SocketException">The address is none of this machine.</exception>
    public static async Task<BrowserSession> ConnectAsync(Uri endpoint, IPAddress proxyAddress, string product)
    {
        using (var probe = new TcpListener(proxyAddress, 0))
        {
            probe.Start();
        }

        var playwright = await Playwright.CreateAsync();
        try
        {
            var browser = await playwright.Chromium.ConnectOverCDPAsync(endpoint.AbsoluteUri, new() { Timeout = (float)ConnectTime.TotalMilliseconds });
            return new BrowserSession(playwright, browser, product, proxyAddress);
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Bytes its processes hold; 0 when it does not say in time, or runs elsewhere.</summary>
    public async Task<long> MeasureMemoryAsync()
    {
        if (_memory is null)
        {
            return 0;
        }

        var measuring = _memory.MeasureAsync().WaitAsync(AnswerTime);
        await ((Task)measuring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return measuring.IsCompletedSuccessfully ? await measuring : 0;
    }

    /// <summary>Has the processes of pages ended that hold more than so many bytes, while a page is rendered. Not of a browser that runs elsewhere.</summary>
    public void WatchMemory(long most, TimeProvider clock, Action<long> ended) =>
        _watch = _memory is null ? null : new MemoryWatch(_memory, most, () => Rented > 0, clock, ended);

    public Task<Tab> OpenTabAsync(ProxyExits exits, TabKind kind) =>
        Tab.OpenAsync(_browser, exits, kind, _userAgent, _proxyAddress is null ? ProxyPlace.Near : ProxyPlace.Far(_proxyAddress));

    public async ValueTask DisposeAsync()
    {
        await ((Task)_browser.CloseAsync().WaitAsync(Farewell)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _playwright.Dispose();
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        foreach (var tab in Idle)
        {
            await tab.AbandonAsync();
        }

        if (_nowhere is not null)
        {
            await _nowhere.DisposeAsync();
        }
    }

    // As the large crawlers write it: sites that look for a browser find one, and sites that look for a crawler find it too.
    private static string UserAgent(string version, string product) => string.Create(
        CultureInfo.InvariantCulture,
        $"Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; {product}) Chrome/{version.Split('.')[0]}.0.0.0 Safari/537.36");
}
