using Archon.Domain.Crawling;
using Archon.Ports.Fetching;
using Microsoft.Playwright;

namespace Archon.Fetching.Rendering;

/// <summary>One tab with a profile and a proxy of its own, which shows one page after another of one origin.</summary>
internal sealed class Tab : IAsyncDisposable
{
    private static readonly string[] Media = ["mp4", "webm", "ogv", "mov", "m3u8", "mp3", "ogg", "wav", "m4a", "flac", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2", "ttf", "otf"];

    // Of the time allowed for a page; what is left is for what came before, and for reading it.
    private const double ShareToGrow = 0.7;

    private static readonly TimeSpan LeavingTime = TimeSpan.FromSeconds(1);
    private readonly GuardedProxy _proxy;
    private readonly IBrowserContext _context;
    private readonly IPage _page;
    private readonly ICDPSession _session;
    private readonly TabDocument _document;

    private Tab(GuardedProxy proxy, IBrowserContext context, IPage page, ICDPSession session, TabDocument document, TabKind kind)
    {
        _proxy = proxy;
        _context = context;
        _page = page;
        _session = session;
        _document = document;
        Kind = kind;
    }

    /// <summary>What it may be used for.</summary>
    public TabKind Kind { get; }

    /// <summary>It crashed, or was closed.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>1. a profile with nothing allowed, 2. a page, 3. the document from us and no other, 4. no media.</summary>
    public static async Task<Tab> OpenAsync(IBrowser browser, ProxyExits exits, TabKind kind, string userAgent, ProxyPlace place)
    {
        var proxy = new GuardedProxy(exits, kind.Reach, place);
        IBrowserContext? context = null;
        try
        {
            // 1.
            context = await browser.NewContextAsync(new()
            {
                AcceptDownloads = false,
                ServiceWorkers = ServiceWorkerPolicy.Block,
                Proxy = proxy.ForBrowser,
                UserAgent = userAgent,
                // Tall, so that what is written when it comes into view is written.
                ViewportSize = new() { Width = 1280, Height = 4000 },
            });
            await context.AddInitScriptAsync(RenderScripts.Watch);

            // 2.
            var page = await context.NewPageAsync();
            context.Page += static (_, popup) => _ = popup.CloseAsync();

            // 3.
            var session = await context.NewCDPSessionAsync(page);
            var document = await TabDocument.AttachAsync(session, kind);
            var tab = new Tab(proxy, context, page, session, document, kind);
            page.Crash += (_, _) => tab.IsBroken = true;
            page.Close += (_, _) => tab.IsBroken = true;

            // 4.
            await session.SendAsync("Network.enable");
            await session.SendAsync("Network.setBlockedURLs", new Dictionary<string, object> { ["urls"] = Media.SelectMany(end => new[] { $"*.{end}", $"*.{end}?*" }).ToArray() });
            return tab;
        }
        catch
        {
            if (context is not null)
            {
                await context.CloseAsync();
            }

            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <exception cref="PlaywrightException">The browser did not play along.</exception>
    public async Task<RenderResult> RenderAsync(RenderRequest request, BrowserOptions options, long maxLength)
    {
        if (_document.IsShownAt(request.Url) || _page.Url.Split('#')[0] == request.Url.GetLeftPart(UriPartial.Query))
        {
            // Another route of a document that is there, by its own address or the one its script has given it, asks for no document.
            await ShowNothingAsync();
        }

        var leaving = _document.Expect(request);
        var going = _page.GotoAsync(request.Url.AbsoluteUri, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 0 });

        // Chromium stops parsing a document whose script goes elsewhere, and does not take it up again when that place is refused.
        if (await Task.WhenAny(going, leaving) == leaving)
        {
            await ((Task)going.WaitAsync(LeavingTime)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            await going;
        }

        var read = await _page.EvaluateAsync<string>(
            RenderScripts.Settle,
            new { limit = options.SettleTime.TotalMilliseconds, most = options.Timeout.TotalMilliseconds * ShareToGrow, maxLength, left = !going.IsCompletedSuccessfully });
        var (hasWords, text) = (read[0] == '+', read[1..]);
        if (!hasWords && leaving.IsCompletedSuccessfully && await leaving is { } elsewhere)
        {
            return new RenderRedirect(elsewhere);
        }

        return text.StartsWith('<')
            ? new RenderedDocument($"<!DOCTYPE html>{text}")
            : new RenderFailure(PageReason.TooLarge, $"The rendered page has {text} characters; at most {maxLength} are read.");
    }

    /// <summary>
    /// Leaves nothing of the page behind that could run, load or be remembered. What is left of it stands still until the next one takes its place: an
    /// empty page in between would cost a third as much as a page.
    /// </summary>
    /// <exception cref="PlaywrightException">The browser did not play along.</exception>
    public async Task ForgetAsync()
    {
        await _document.FreezeAsync();
        await _session.SendAsync("Page.stopLoading");
        await _session.SendAsync("Network.clearBrowserCookies");
        await _session.SendAsync(
            "DOMStorage.clear", new Dictionary<string, object> { ["storageId"] = new Dictionary<string, object> { ["securityOrigin"] = Kind.Origin, ["isLocalStorage"] = false } });
        await _session.SendAsync(
            "Storage.clearDataForOrigin", new Dictionary<string, object> { ["origin"] = Kind.Origin, ["storageTypes"] = "local_storage,indexeddb,cache_storage,file_systems" });
    }

    // Of the same origin, and not about:blank, for which Chromium starts another process, and again one for the page after it.
    private async Task ShowNothingAsync()
    {
        var empty = new RenderRequest { Url = new Uri(new Uri(Kind.Origin), "/.well-known/archon-empty-page"), Html = "<!doctype html><title></title>" };
        _ = _document.Expect(empty);
        await _page.GotoAsync(empty.Url.AbsoluteUri, new() { Timeout = 0 });
    }

    /// <summary>For a tab whose browser is gone: nothing is asked of it any more.</summary>
    public ValueTask AbandonAsync() => _proxy.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        // First the way out: what the page still does leads nowhere, however long the tab takes to close.
        await _proxy.DisposeAsync();
        await _context.CloseAsync();
    }
}
