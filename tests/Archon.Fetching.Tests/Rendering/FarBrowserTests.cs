using System.Net;
using System.Net.Sockets;
using System.Text;
using Archon.Domain.Crawling;
using Archon.Fetching.Rendering;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Rendering;

/// <summary>A browser that runs elsewhere renders as one of ours, through our proxies, and outlives us.</summary>
[Collection("Browser")]
public sealed class FarBrowserTests
{
    private static readonly Uri Anywhere = new("http://docs.example.org/");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_IsRendered_WithWhatItMayReachAndNoMore(bool bySocket)
    {
        await using var browser = await FarBrowser.StartAsync();
        await using var site = await ScriptedSite.StartAsync(("/own.json", "\"own\""));
        var page = Renderer.Shell($"fetch('{site.Url("/own.json")}').then(a => a.json(), () => 'refused').then(own => {{ {Renderer.Words("own")} }}, () => {{ {Renderer.Words("'refused'")} }});");
        await using (var renderer = new Renderer(new BrowserOptions { Endpoint = bySocket ? browser.Socket : browser.Endpoint }))
        {
            Assert.Contains("own<", await renderer.HtmlAsync(site.Url("/docs/"), page), StringComparison.Ordinal);
            Assert.Contains("refused<", await renderer.HtmlAsync(site.Url("/docs/"), page, PrivateReach.None), StringComparison.Ordinal);
        }

        Assert.Single(site.Asked);
        Assert.False(browser.HasExited);
    }

    [Fact]
    public async Task NoBrowserThere_IsAFailureThatNamesTheSetting()
    {
        await using var renderer = new Renderer(new BrowserOptions { Endpoint = new Uri("http://127.0.0.1:9/") });

        var failure = Assert.IsType<RenderFailure>(await renderer.RenderAsync(Anywhere, Renderer.Shell("")));

        Assert.Equal(PageReason.BrowserMissing, failure.Reason);
        Assert.StartsWith("The browser at http://127.0.0.1:9/ (Archon:Browser:Endpoint) cannot be used: ", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "407")]
    [InlineData("wrong", "407")]
    [InlineData("right", "403")]
    public async Task Proxy_WithAPassword_AsksForIt(string? said, string status)
    {
        // One that refuses everything: who is let in is told 403.
        await using var proxy = new GuardedProxy(exits: null, default, new ProxyPlace(IPAddress.Loopback, "right"));
        var server = new Uri(proxy.ForBrowser.Server);
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, TestContext.Current.CancellationToken);
        var credentials = said is null ? "" : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes($"{ProxyPlace.User}:{said}"))}\r\n";

        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"CONNECT docs.example.org:443 HTTP/1.1\r\n{credentials}\r\n"), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
