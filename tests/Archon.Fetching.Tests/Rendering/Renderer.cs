using System.Collections.Immutable;
using Archon.Domain.Access;
using Archon.Fetching.Dialing;
using Archon.Fetching.Exchanges;
using Archon.Fetching.Rendering;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>The renderer with the machine's Chromium and collaborators chosen by a test.</summary>
internal sealed class Renderer : IAsyncDisposable
{
    private readonly FetchClients _clients;
    private readonly BrowserPool _pool;
    private readonly CancellationTokenSource _patience;
    private readonly IPageRenderer _port;

    public Renderer(BrowserOptions? options = null, IAddressResolver? resolver = null, IDialer? dialer = null, FetchOptions? fetching = null)
    {
        var browser = Options.Create(options ?? new BrowserOptions());
        browser.Value.Path ??= Environment.GetEnvironmentVariable("ARCHON__BROWSER__PATH");
        var fetch = Options.Create(fetching ?? new FetchOptions());
        var checkedDialer = new CheckedDialer(resolver ?? new DnsAddressResolver(), dialer ?? new SocketDialer(), fetch, TimeProvider.System, NullLogger<CheckedDialer>.Instance);
        _clients = new FetchClients(fetch, checkedDialer);
        _pool = new BrowserPool(new ProxyExits(_clients, checkedDialer, fetch), browser, fetch, TimeProvider.System, NullLogger<BrowserPool>.Instance);
        _port = new BrowserRenderer(_pool, browser, fetch, TimeProvider.System, NullLogger<BrowserRenderer>.Instance);
        _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _patience.CancelAfter(TimeSpan.FromMinutes(2));
    }

    public Task<RenderResult> RenderAsync(Uri url, string html, PrivateReach reach = PrivateReach.OwnOrigin, long? maxLength = null, params ImmutableArray<RequestHeader> headers) =>
        _port.RenderAsync(new RenderRequest { Url = url, Html = html, PrivateReach = reach, MaxLength = maxLength, Headers = headers }, _patience.Token);

    /// <summary>The rendered HTML.</summary>
    public async Task<string> HtmlAsync(Uri url, string html, PrivateReach reach = PrivateReach.OwnOrigin, params ImmutableArray<RequestHeader> headers)
    {
        var result = await RenderAsync(url, html, reach, headers: headers);
        return result is RenderedDocument document ? document.Html : throw new InvalidOperationException(result.ToString());
    }

    /// <summary>A document whose whole body is written by a script.</summary>
    public static string Shell(string script) => $"<!doctype html><html><head><title>t</title></head><body><div id=root></div><script>{script}</script></body></html>";

    /// <summary>What a page writes when it is done: enough that nobody waits for more.</summary>
    public static string Words(string last) => $"root.innerHTML = '<p>' + 'Words of a page. '.repeat(20) + {last} + '</p>';";

    public async ValueTask DisposeAsync()
    {
        await _pool.DisposeAsync();
        _clients.Dispose();
        _patience.Dispose();
    }
}
