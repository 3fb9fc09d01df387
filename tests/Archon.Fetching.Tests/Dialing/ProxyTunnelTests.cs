using System.Text;
using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Dialing;

/// <summary>Everything that goes out goes through a proxy, and the guard holds in front of it.</summary>
public sealed class ProxyTunnelTests
{
    private const string Public = "93.184.215.14";

    [Theory]
    [InlineData("docs.example.org")]
    [InlineData("nobody.knows.it")]
    public async Task FetchAsync_AsksTheProxyForTheHost_AndThenTheHostForThePage(string host)
    {
        await using var proxy = Proxy();
        var dialer = new RecordingDialer(proxy.Port);
        var resolver = new NamedResolver(("docs.example.org", Public), ("proxy.example.org", "10.0.0.7"));
        using var fetcher = new Fetcher(new FetchOptions { Proxy = new Uri("http://me:p%40ss@proxy.example.org:3128") }, resolver, dialer);

        var document = Assert.IsType<FetchedDocument>(await fetcher.GetAsync($"http://{host}/page"));

        Assert.Equal("through", document.Text);
        Assert.Equal("10.0.0.7:3128", Assert.Single(dialer.Dialled));
        Assert.Equal(
            $"CONNECT {host}:80 HTTP/1.1\r\nHost: {host}:80\r\nProxy-Authorization: Basic {Convert.ToBase64String("me:p@ss"u8)}\r\n\r\n", proxy.Requests.First());
        Assert.StartsWith("GET /page HTTP/1.1\r\n", proxy.Requests.Last(), StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authorization", proxy.Requests.Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://inside.example.org/")]
    [InlineData("http://localhost/")]
    public async Task FetchAsync_OfAPrivateAddress_IsRefused_BeforeTheProxyHearsOfIt(string url)
    {
        var dialer = new RecordingDialer(port: 9);
        var resolver = new NamedResolver(("inside.example.org", "10.1.1.1"), ("localhost", "127.0.0.1"), ("proxy.example.org", "10.0.0.7"));
        using var fetcher = new Fetcher(new FetchOptions { Proxy = new Uri("http://proxy.example.org:3128") }, resolver, dialer);

        Assert.Equal(PageReason.AddressRefused, Assert.IsType<FetchFailure>(await fetcher.GetAsync(url)).Reason);
        Assert.Empty(dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_OfAPrivateAddressThatIsAllowed_GoesPastTheProxy()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("direct"));
        using var fetcher = new Fetcher(new FetchOptions { Proxy = new Uri("http://127.0.0.1:1") });

        Assert.Equal("direct", Assert.IsType<FetchedDocument>(await fetcher.GetAsync(server.Url())).Text);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "wants another user name and password than Archon:Fetching:Proxy has (407)")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "answered 403 when it was to connect to docs.example.org:443")]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "does not answer as a proxy does")]
    [InlineData("", "does not answer as a proxy does")]
    public async Task FetchAsync_WhenTheProxyDoesNotWantTo_SaysSo(string answer, string part)
    {
        await using var proxy = ScriptedServer.Answer(Encoding.ASCII.GetBytes(answer));
        var resolver = new NamedResolver(("docs.example.org", Public));
        using var fetcher = new Fetcher(new FetchOptions { Proxy = new Uri($"http://me:secret@127.0.0.1:{proxy.Port}") }, resolver);

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync("https://docs.example.org/"));

        Assert.Equal(PageReason.Connect, failure.Reason);
        Assert.Contains(part, failure.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://proxy.example.org")]
    [InlineData("socks5://proxy.example.org")]
    [InlineData("http://me:secret@proxy.example.org/path")]
    [InlineData("proxy")]
    public void AProxyThatIsNone_StopsTheStart_AndIsNotShown(string proxy)
    {
        var result = new FetchOptionsValidator().Validate(null, new FetchOptions { Proxy = new Uri(proxy, UriKind.RelativeOrAbsolute) });

        Assert.Contains("must be the address of an HTTP proxy", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", result.FailureMessage, StringComparison.Ordinal);
    }

    private static ScriptedServer Proxy() => ScriptedServer.Run(async peer =>
    {
        await peer.ReadRequestAsync();
        await peer.SendAsync("HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"u8.ToArray());
        await peer.ReadRequestAsync();
        await peer.SendAsync(Http.Answer("through"));
    });
}
