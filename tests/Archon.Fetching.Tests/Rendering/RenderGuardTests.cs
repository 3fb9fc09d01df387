using System.Net;
using System.Net.Sockets;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>Whatever a page tries, nothing is dialled that the fetcher would not dial, and no packet leaves by another way.</summary>
[Collection("Browser")]
public sealed class RenderGuardTests
{
    private const string Public = "93.184.215.14";

    /// <summary>Every way a page has to make a browser connect to an address.</summary>
    private const string TryEverything =
        """
        const ways = [
          u => fetch(u, { mode: 'no-cors' }),
          u => { const x = new XMLHttpRequest(); x.open('POST', u); x.send('a=1'); },
          u => { for (const tag of ['script', 'img', 'iframe', 'embed', 'video', 'audio', 'source', 'track']) { const e = document.createElement(tag); e.src = u; document.body.append(e); } },
          u => { const e = document.createElement('object'); e.data = u; document.body.append(e); },
          u => { for (const rel of ['stylesheet', 'prefetch', 'preload', 'prerender', 'modulepreload', 'preconnect', 'dns-prefetch', 'icon', 'manifest']) { const e = document.createElement('link'); e.rel = rel; e.href = u; if (rel === 'preload') e.as = 'fetch'; document.head.append(e); } },
          u => { const e = document.createElement('script'); e.type = 'speculationrules'; e.textContent = JSON.stringify({ prefetch: [{ source: 'list', urls: [u] }], prerender: [{ source: 'list', urls: [u] }] }); document.head.append(e); },
          u => { const e = document.createElement('a'); e.href = '#x'; e.ping = u; document.body.append(e); e.click(); },
          u => navigator.sendBeacon(u, 'x'),
          u => new EventSource(u),
          u => new WebSocket(u.replace(/^http/, 'ws')),
          u => new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(u)}, { mode: 'no-cors' }); importScripts(${JSON.stringify(u)})`]))),
          u => new SharedWorker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(u)}, { mode: 'no-cors' })`]))),
          u => import(u),
          u => { const f = document.createElement('form'); f.action = u; f.method = 'post'; document.body.append(f); f.submit(); },
          u => window.open(u),
        ];
        for (const u of targets) for (const way of ways) { try { const p = way(u); if (p && p.catch) p.catch(() => {}); } catch { } }
        """;

    [Fact]
    public async Task PublicPage_ReachesNoPrivateAddress_InAnySpellingByAnyWay()
    {
        await using var site = await ScriptedSite.StartAsync(("/ok.js", "window.ok = 1"));
        var dialer = new RecordingDialer(site.Port);
        var resolver = new NamedResolver(("docs.example.org", Public), ("inside.example.org", "10.0.0.1"), ("localhost", "127.0.0.1"));
        await using var renderer = new Renderer(resolver: resolver, dialer: dialer);
        string[] targets =
        [
            "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "https://10.0.0.1/", "http://[::ffff:127.0.0.1]/", "http://[::1]/", "http://127.0.0.1:" + site.Port + "/",
            "https://127.0.0.1:" + site.Port + "/", "http://localhost:" + site.Port + "/", "http://2130706433/", "http://0x7f.1/", "http://[64:ff9b::a00:1]/", "http://inside.example.org/", "file:///etc/passwd", "ftp://10.0.0.1/",
        ];
        var script = $"const targets = {System.Text.Json.JsonSerializer.Serialize(targets)}; {TryEverything} const s = document.createElement('script'); s.src = '/ok.js'; "
            + $"s.onload = () => {{ {Renderer.Words("'public works: ' + window.ok")} }}; document.head.append(s);";

        // The forms make it a redirect; what counts is what was dialled.
        await renderer.RenderAsync(new Uri("http://docs.example.org/"), Renderer.Shell(script), PrivateReach.None);
        await renderer.RenderAsync(new Uri("https://docs.example.org/"), Renderer.Shell(script), PrivateReach.None);
        var html = await renderer.HtmlAsync(new Uri("http://docs.example.org/"), Renderer.Shell(script.Replace("f.submit()", "0", StringComparison.Ordinal)), PrivateReach.None);

        Assert.Contains("public works: 1", html, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", html, StringComparison.Ordinal);
        Assert.NotEmpty(dialer.Dialled);
        Assert.All(dialer.Dialled, endpoint => Assert.StartsWith($"{Public}:", endpoint, StringComparison.Ordinal));
    }

    [Fact]
    public async Task PageWithPermissionForItsOrigin_ReachesThatHostAndPortOnly()
    {
        await using var site = await ScriptedSite.StartAsync(("/own.json", "\"own\""));
        var dialer = new RecordingDialer(site.Port);
        await using var renderer = new Renderer(dialer: dialer);
        var port = site.Port;
        string[] targets = [$"http://127.0.0.1:{port + 1}/", $"http://[::1]:{port}/", $"http://localhost:{port}/", "http://10.0.0.1/", $"http://127.0.0.2:{port}/"];
        var script = $"const targets = {System.Text.Json.JsonSerializer.Serialize(targets)}; {TryEverything.Replace("f.submit()", "0", StringComparison.Ordinal)} fetch('/own.json').then(a => a.json()).then(own => {{ {Renderer.Words("own")} }});";

        Assert.Contains("own", await renderer.HtmlAsync(site.Url("/docs/"), Renderer.Shell(script)), StringComparison.Ordinal);
        Assert.NotEmpty(dialer.Dialled);
        Assert.All(dialer.Dialled, endpoint => Assert.Equal($"127.0.0.1:{port}", endpoint));
    }

    [Fact]
    public async Task PageWithoutPermission_DoesNotInheritTheOneBefore()
    {
        await using var site = await ScriptedSite.StartAsync(("/own.json", "\"own\""));
        await using var renderer = new Renderer();
        var page = Renderer.Shell($"fetch('/own.json').then(a => a.json(), () => 'refused').then(own => {{ {Renderer.Words("own")} }}, () => {{ {Renderer.Words("'refused'")} }});");

        Assert.Contains("own<", await renderer.HtmlAsync(site.Url("/docs/"), page), StringComparison.Ordinal);
        Assert.Contains("refused<", await renderer.HtmlAsync(site.Url("/docs/"), page, PrivateReach.None), StringComparison.Ordinal);
        Assert.Single(site.Asked);
    }

    [Fact]
    public async Task Page_SendsNoDatagram()
    {
        await using var site = await ScriptedSite.StartAsync();
        using var udp = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await using var renderer = new Renderer();
        var port = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;

        // A frame that is made by a script is a fresh window, with everything that was taken from the page's own.
        var script =
            $$"""
            const f = document.createElement('iframe'); document.body.append(f);
            const ways = [window, f.contentWindow].map(w => w.RTCPeerConnection).filter(Boolean);
            for (const Rtc of ways) { const c = new Rtc({ iceServers: [{ urls: 'stun:127.0.0.1:{{port}}' }] }); c.createDataChannel('x'); c.createOffer().then(o => c.setLocalDescription(o)); }
            for (const w of [window, f.contentWindow]) { try { new w.WebTransport('https://127.0.0.1:{{port}}/').ready.catch(() => {}); } catch { } }
            setTimeout(() => { {{Renderer.Words("'ways: ' + ways.length")}} }, 900);
            """;

        var html = await renderer.HtmlAsync(site.Url("/"), Renderer.Shell(script));

        Assert.Contains("ways: 1", html, StringComparison.Ordinal);
        Assert.Equal(0, udp.Available);
    }
}
