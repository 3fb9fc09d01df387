using Archon.Domain.Access;
using Archon.Domain.Crawling;
using Archon.Fetching.Rendering;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>What becomes of one page in a real Chromium.</summary>
[Collection("Browser")]
public sealed class RenderingTests : IAsyncLifetime
{
    private static readonly Uri Anywhere = new("http://docs.example.org/guide/page.html");

    private readonly Renderer _renderer = new(new BrowserOptions { Timeout = TimeSpan.FromMinutes(1) });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _renderer.DisposeAsync();

    [Fact]
    public async Task Render_OfAShell_GivesWhatItsScriptsWrite()
    {
        await using var site = await ScriptedSite.StartAsync(("/page.json", "{\"text\":\"came later\"}"), ("/app.js", $"fetch('/page.json').then(a => a.json()).then(page => {{ {Renderer.Words("page.text")} }});"));

        var html = await _renderer.HtmlAsync(site.Url("/docs/page"), "<!doctype html><div id=root></div><noscript>Enable JavaScript!</noscript><script src=/app.js></script>");

        Assert.Contains("came later", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("noscript", html, StringComparison.Ordinal);
        Assert.Equal([$"127.0.0.1:{site.Port}/app.js", $"127.0.0.1:{site.Port}/page.json"], site.Asked);
        Assert.All(site.Agents, agent => Assert.Matches(@"^Mozilla/5\.0 .* compatible; ArchonBot/[\d.]+; \+https://archon\.example/bot\) Chrome/\d+", agent));
    }

    [Fact]
    public async Task Render_WaitsForWhatThePageAskedFor()
    {
        await using var site = await ScriptedSite.StartAsync(("/late.json", "{\"text\":\"worth waiting\"}"));
        var gate = new TaskCompletionSource();
        site.Gate = gate.Task;
        var script = $"root.textContent = 'A frame that is there at once, with many words. '.repeat(10); fetch('/late.json').then(a => a.json()).then(page => {{ {Renderer.Words("page.text")} }});";

        var rendering = _renderer.HtmlAsync(site.Url("/"), Renderer.Shell($"{script} setTimeout(() => fetch('/opened'), 300);"));
        await site.WhenAskedAsync();
        await site.WhenAskedAsync();
        gate.SetResult();
        Assert.Contains("worth waiting", await rendering, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OfOpenShadowTrees_PutsThemWhereAReaderSeesThem()
    {
        const string Script =
            """
            customElements.define('doc-inner', class extends HTMLElement {
              constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<style>b{}</style><b>inner</b>'; }
            });
            customElements.define('doc-page', class extends HTMLElement {
              constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<h1>before</h1><slot></slot><doc-inner></doc-inner><slot name=end>after</slot>'; }
            });
            root.innerHTML = '<doc-page><p>slotted</p></doc-page>';
            """;

        var html = await _renderer.HtmlAsync(Anywhere, Renderer.Shell(Script));

        Assert.Contains("<doc-page><h1>before</h1><p>slotted</p><doc-inner><b>inner</b></doc-inner>after</doc-page>", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task Render_OfAPageThatShowsMoreWhenAsked_ShowsAllOfIt(int milliseconds)
    {
        var script = $"const late = {milliseconds};\n" +
            """
            root.innerHTML = '<p>' + 'Words of a page. '.repeat(20) + '</p><ul id=list></ul><button id=more>Load more</button>'
              + '<p id=rest hidden>the hidden rest</p><a id=all href="#">Show all versions</a>';
            let n = 0;
            more.onclick = () => setTimeout(() => { list.innerHTML += `<li>entry ${++n}</li>`; if (n === 4) more.remove(); }, late);
            all.onclick = () => { rest.hidden = !rest.hidden; all.textContent = rest.hidden ? 'Show all versions' : 'Show fewer'; };
            """;

        var html = await _renderer.HtmlAsync(Anywhere, Renderer.Shell(script));

        Assert.Contains("entry 4", html, StringComparison.Ordinal);
        Assert.DoesNotContain("entry 5", html, StringComparison.Ordinal);
        Assert.Contains("Show fewer", html, StringComparison.Ordinal);
    }

    /// <summary>What is shown each time is given as long as the page was; a button that shows nothing is not waited for that long.</summary>
    [Fact]
    public async Task Render_OfAPageThatGrowsForLongerThanItMayTakeToSettle_ShowsAllOfIt()
    {
        await using var hasty = new Renderer(new BrowserOptions { Tabs = 1, SettleTime = TimeSpan.FromSeconds(2) });
        const string Script =
            """
            root.innerHTML = '<ul id=list></ul><button id=more>Load more</button>';
            let n = 0;
            more.onclick = () => setTimeout(() => { list.innerHTML += `<li>entry ${++n}</li>`; if (n === 6) more.remove(); }, 700);
            """;

        Assert.Contains("entry 6", await hasty.HtmlAsync(Anywhere, Renderer.Shell(Script)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a href=/popup target=_blank>x</a>", "a")]
    [InlineData("<base target=other><a href=/popup>x</a>", "a")]
    [InlineData("<form action=/popup target=_blank><button>x</button></form>", "button")]
    [InlineData("<form action=/popup><button formtarget=_blank>x</button></form>", "button")]
    public async Task Render_OfAScriptThatClicksAnotherWindowOpen_AsksForNothing(string html, string clicked)
    {
        await using var site = await ScriptedSite.StartAsync(("/last", "x"));
        var script = $"root.insertAdjacentHTML('afterend', `{html}`); document.querySelector('{clicked}').click(); fetch('/last').then(() => {{ {Renderer.Words("'the end'")} }});";

        Assert.Contains("the end", await _renderer.HtmlAsync(site.Url("/"), Renderer.Shell(script)), StringComparison.Ordinal);
        Assert.All(site.Asked, asked => Assert.EndsWith("/last", asked, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_OfButtonsThatDoSomethingElse_PressesNone()
    {
        const string Script =
            """
            root.innerHTML = '<p>' + 'Words of a page. '.repeat(20) + '</p><form action=/order><button>Show more</button></form><a href="/blog">Read more</a>'
              + '<a href="/all">See all</a><button disabled>Load more</button><button style="display:none">Load more</button><button id=buy>Buy more</button><p id=said></p>';
            document.addEventListener('click', event => { said.textContent += 'pressed ' + event.target.textContent; });
            """;

        Assert.DoesNotContain("pressed", await _renderer.HtmlAsync(Anywhere, Renderer.Shell(Script)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OfAButtonThatAlwaysHasMore_ComesToAnEnd()
    {
        const string Script = "root.innerHTML = '<p>' + 'Words of a page. '.repeat(20) + '</p><button>Load more</button>'; root.onclick = () => root.append('more of it');";

        Assert.Equal(50, (await _renderer.HtmlAsync(Anywhere, Renderer.Shell(Script))).Split("more of it").Length - 1);
    }

    [Fact]
    public async Task Render_OfARoute_ShowsThePageOfTheRoute()
    {
        var shell = Renderer.Shell(Renderer.Words("'route ' + location.hash"));

        Assert.Contains("route #/guide", await _renderer.HtmlAsync(new Uri(Anywhere, "#/guide"), shell), StringComparison.Ordinal);
        Assert.Contains("route #/api", await _renderer.HtmlAsync(new Uri(Anywhere, "#/api"), shell), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OfOneRouteAfterTheOther_ShowsThePageOfEach()
    {
        await using var oneTab = new Renderer(new BrowserOptions { Tabs = 1 });
        foreach (var route in (string[])["#/one", "#/two", "#/two", "", "#/one", "renamed#/one"])
        {
            var url = new Uri(Anywhere, route);
            var html = await oneTab.HtmlAsync(url, Renderer.Shell(Renderer.Words("'route: ' + location.hash + ' end'") + "; history.replaceState(null, '', 'renamed')"));

            Assert.Contains($"route: {url.Fragment} end", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Render_OfAPageThatGoesElsewhere_IsARedirect() =>
        Assert.Equal(
            new RenderRedirect(new Uri("http://docs.example.org/en/")), await _renderer.RenderAsync(Anywhere, Renderer.Shell("location.replace('/en/')")));

    [Fact]
    public async Task Render_OfAPageThatLoadsItselfAgain_ReadsItAsItIs() =>
        Assert.Contains("still here", await _renderer.HtmlAsync(Anywhere, Renderer.Shell($"{Renderer.Words("'still here'")} location.reload()")), StringComparison.Ordinal);

    [Fact]
    public async Task Render_OfAnIntrusivePage_IsNotHeldUp()
    {
        const string Script = "alert('a'); confirm('b'); prompt('c'); window.open('/popup'); print(); Notification.requestPermission(); "
            + "navigator.serviceWorker && navigator.serviceWorker.register('/worker.js').catch(() => {}); "
            + "addEventListener('beforeunload', e => { e.preventDefault(); e.returnValue = 'stay'; }); "
            + "const a = document.createElement('a'); a.href = '/file.zip'; a.download = 'file.zip'; document.body.append(a); a.click(); ";

        var html = await _renderer.HtmlAsync(Anywhere, Renderer.Shell(Script + Renderer.Words("'got through'")));

        Assert.Contains("got through", html, StringComparison.Ordinal);
        Assert.Contains("the next one", await _renderer.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words("'the next one'"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_OfOnePageAfterTheOther_RemembersNothing()
    {
        const string Leave = "const leave = () => { document.cookie = 'known=1'; localStorage.known = '1'; sessionStorage.known = '1'; window.known = 1; }; leave(); setInterval(leave, 1); ";
        const string Look = "'cookie: ' + document.cookie + ', storage: ' + (localStorage.known || '') + (sessionStorage.known || '') + ', window: ' + (window.known || '') + ' end'";

        await using var oneTab = new Renderer(new BrowserOptions { Tabs = 1 });
        for (var page = 0; page < 4; page++)
        {
            await oneTab.HtmlAsync(Anywhere, Renderer.Shell(Leave + Renderer.Words("''")));

            Assert.Contains("cookie: , storage: , window:  end", await oneTab.HtmlAsync(Anywhere, Renderer.Shell(Renderer.Words(Look))), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Render_OfMoreThanIsRead_IsTooLarge()
    {
        var failure = Assert.IsType<RenderFailure>(await _renderer.RenderAsync(Anywhere, Renderer.Shell("root.textContent = 'x'.repeat(5000)"), maxLength: 4096));

        Assert.Equal(PageReason.TooLarge, failure.Reason);
    }

    [Fact]
    public async Task Render_OfFramesAndImages_AsksForNone()
    {
        await using var site = await ScriptedSite.StartAsync();
        var page = "<!doctype html><div id=root></div><iframe src=/frame></iframe><img src=/image><img src=/image.png><video src=/clip.mp4 preload=auto></video>"
            + $"<style>@font-face {{ font-family: f; src: url(/font.woff2) }} body {{ font-family: f; background: url(/back) }}</style><script>{Renderer.Words("'words'")}</script>";

        Assert.Contains("words", await _renderer.HtmlAsync(site.Url("/page"), page), StringComparison.Ordinal);
        Assert.Empty(site.Asked);
    }

    [Fact]
    public async Task Render_WithHeaders_TellsThemToThePagesOwnOrigin_AndToNobodyElse()
    {
        await using var other = await ScriptedSite.StartAsync(("/theirs.json", "{}"), ("/moved.json", "{}"));
        await using var site = await ScriptedSite.StartAsync(("/page.json", "{\"text\":\"for members\"}"), ("/app.js", ""));
        site.Away = other.Url("/moved.json");
        var script = $"const no = {{ mode: 'no-cors' }}; Promise.all([fetch('{other.Url("/theirs.json")}', no), fetch('/away', no)]).then(() => "
            + $"fetch('/page.json', {{ headers: {{ Authorization: 'mine' }} }})).then(a => a.json()).then(page => {{ {Renderer.Words("page.text")} }});";

        var html = await _renderer.HtmlAsync(
            site.Url("/docs/page"), $"<!doctype html><div id=root></div><script src=/app.js></script><script>{script}</script>", PrivateReach.All, new RequestHeader("Authorization", "Bearer t"));

        Assert.Contains("for members", html, StringComparison.Ordinal);
        Assert.Equal([("/app.js", "Bearer t"), ("/away", "Bearer t"), ("/page.json", "Bearer t")], site.Told.Order());
        Assert.Equal([("/moved.json", ""), ("/theirs.json", "")], other.Told.Order());

        // Whoever has no access gets nothing that was shown to somebody who has.
        await _renderer.HtmlAsync(site.Url("/docs/page"), Renderer.Shell($"fetch('/page.json').then(() => {{ {Renderer.Words("''")} }});"), PrivateReach.All);
        Assert.Equal(("/page.json", ""), site.Told.Last());
    }
}
