using System.Net;
using System.Net.Sockets;
using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Dialing;

public sealed class CheckedDialerTests
{
    private const string Public = "93.184.215.14";

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://127.1/")]
    [InlineData("http://0/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://127.0.0.1./")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST./")]
    [InlineData("http://①②⑦.⓪.⓪.①/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::]/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[64:ff9b::127.0.0.1]/")]
    [InlineData("http://[2002:7f00:1::]/")]
    [InlineData("http://[fe80::1%251]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[fd00:ec2::254]/")]
    [InlineData("http://user:secret@10.0.0.1/")]
    [InlineData("https://192.168.1.1/")]
    public async Task FetchAsync_OfAPrivateAddressInAnySpelling_IsRefusedUndialled(string url)
    {
        // What is no literal here is a name to a resolver, and the worst of resolvers understands it.
        var dialer = new RecordingDialer(port: 9);
        using var fetcher = new Fetcher(resolver: new ScriptedResolver("127.0.0.1"), dialer: dialer);

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync(url));

        Assert.Equal(PageReason.AddressRefused, failure.Reason);
        Assert.Empty(dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_OfLocalhost_IsRefusedByWhatTheSystemSaysOfIt()
    {
        var dialer = new RecordingDialer(port: 9);
        using var fetcher = new Fetcher(dialer: dialer);

        Assert.Equal(PageReason.AddressRefused, Assert.IsType<FetchFailure>(await fetcher.GetAsync("http://localhost/")).Reason);
        Assert.Empty(dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_OfALoopbackLiteral_SaysWhichSettingWouldAllowIt()
    {
        using var fetcher = new Fetcher(dialer: new RecordingDialer(port: 9));

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync("http://127.0.0.1/"));

        Assert.Equal(PageReason.AddressRefused, failure.Reason);
        Assert.Null(failure.Status);
        Assert.Equal(
            "127.0.0.1 is not globally routable (loopback); a person may allow it: by archon crawl URL --allow-private, or to every crawl of a node by Archon:Fetching:AllowPrivateNetworks or archon serve --allow-private.",
            failure.Detail);
    }

    [Fact]
    public async Task FetchAsync_OfANameWithPrivateAddressesOnly_IsRefusedUndialled()
    {
        var dialer = new RecordingDialer(port: 9);
        using var fetcher = new Fetcher(resolver: new ScriptedResolver("10.0.0.7 fd00::1"), dialer: dialer);

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync("http://docs.example.org/"));

        Assert.Equal(PageReason.AddressRefused, failure.Reason);
        Assert.StartsWith("docs.example.org (10.0.0.7) is not globally routable (private network)", failure.Detail, StringComparison.Ordinal);
        Assert.Empty(dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_OfANameWithMixedAddresses_DialsThePublicOneOnly()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        var dialer = new RecordingDialer(server.Port);
        using var fetcher = new Fetcher(resolver: new ScriptedResolver($"127.0.0.1 {Public} ::1"), dialer: dialer);

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync("http://docs.example.org/"));

        Assert.Equal([$"{Public}:80"], dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_WhenTheNameChangesToAPrivateAddress_RefusesTheSecondDial()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello", "Content-Type: text/html\r\nConnection: close\r\n"));
        var dialer = new RecordingDialer(server.Port);
        using var fetcher = new Fetcher(resolver: new ScriptedResolver(Public, "127.0.0.1"), dialer: dialer);

        var first = await fetcher.GetAsync("http://rebind.example.org:8080/");
        var second = await fetcher.GetAsync("http://rebind.example.org:8080/");

        Assert.IsType<FetchedDocument>(first);
        Assert.Equal(PageReason.AddressRefused, Assert.IsType<FetchFailure>(second).Reason);
        Assert.Equal([$"{Public}:8080"], dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_OfAName_ResolvesOnceADial()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        var resolver = new ScriptedResolver(Public, "127.0.0.1");
        var dialer = new RecordingDialer(server.Port);
        using var fetcher = new Fetcher(resolver: resolver, dialer: dialer);

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync("http://docs.example.org/"));

        Assert.Equal(1, resolver.Asked);
        Assert.Equal([$"{Public}:80"], dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_WhenTheFirstAddressRefuses_DialsTheNext()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        var good = new RecordingDialer(server.Port);
        var dialer = new RecordingDialer((endpoint, cancellationToken) => endpoint.Address.ToString() == Public
            ? throw new SocketException((int)SocketError.ConnectionRefused)
            : good.DialAsync(endpoint, cancellationToken));
        using var fetcher = new Fetcher(resolver: new ScriptedResolver($"{Public} 1.1.1.1"), dialer: dialer);

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync("http://docs.example.org/"));

        Assert.Equal([$"{Public}:80", "1.1.1.1:80"], dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_WhenTheFirstAddressStaysSilent_DialsTheNextAfterTheConnectDeadline()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        var good = new RecordingDialer(server.Port);
        var clock = new ArmedClock();
        var firstDialled = new TaskCompletionSource();
        var dialer = new RecordingDialer((endpoint, cancellationToken) =>
        {
            if (endpoint.Address.ToString() != Public)
            {
                return good.DialAsync(endpoint, cancellationToken);
            }

            firstDialled.SetResult();
            return NeverAsync(cancellationToken);
        });
        using var fetcher = new Fetcher(resolver: new ScriptedResolver($"{Public} 1.1.1.1"), dialer: dialer, clock: clock);

        var fetching = fetcher.GetAsync("http://docs.example.org/");
        await firstDialled.Task.WaitAsync(fetcher.Patience);
        clock.Advance(TimeSpan.FromSeconds(10));

        Assert.IsType<FetchedDocument>(await fetching);
        Assert.Equal([$"{Public}:80", "1.1.1.1:80"], dialer.Dialled);
    }

    [Fact]
    public async Task FetchAsync_WhenNoAddressAnswers_IsATimeoutThatNamesTheLast()
    {
        var clock = new ArmedClock();
        var dialled = new TaskCompletionSource();
        var dialer = new RecordingDialer((_, cancellationToken) =>
        {
            dialled.SetResult();
            return NeverAsync(cancellationToken);
        });
        using var fetcher = new Fetcher(resolver: new ScriptedResolver(Public), dialer: dialer, clock: clock);

        var fetching = fetcher.GetAsync("http://docs.example.org/");
        await dialled.Task.WaitAsync(fetcher.Patience);
        clock.Advance(TimeSpan.FromSeconds(10));

        var failure = Assert.IsType<FetchFailure>(await fetching);
        Assert.Equal(PageReason.Timeout, failure.Reason);
        Assert.Equal($"docs.example.org ({Public}:80) did not accept the connection within 10 s.", failure.Detail);
        Assert.Equal(TimeSpan.FromSeconds(10), failure.Elapsed);
    }

    [Fact]
    public async Task FetchAsync_OfANameWithoutAddress_IsDns()
    {
        using var fetcher = new Fetcher(resolver: new ScriptedResolver(string.Empty));

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync("http://docs.example.org/"));

        Assert.Equal((PageReason.Dns, "docs.example.org has no address (DNS)."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_OfAClosedPort_SaysWhoRefused()
    {
        int port;
        using (var taken = new TcpListener(IPAddress.Loopback, 0))
        {
            taken.Start();
            port = ((IPEndPoint)taken.LocalEndpoint).Port;
        }

        using var fetcher = new Fetcher();

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync($"http://127.0.0.1:{port}/", allowPrivate: true));

        Assert.Equal((PageReason.Connect, $"127.0.0.1:{port} refused the connection."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_WithAllowPrivateNetworks_NeedsNoPermissionFromTheRequest()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        using var fetcher = new Fetcher(new FetchOptions { AllowPrivateNetworks = true });

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync(server.Url(), allowPrivate: false));
    }

    [Fact]
    public async Task FetchAsync_WithoutPermission_DoesNotPickUpAConnectionThatHadIt()
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            while (await peer.ReadRequestAsync() is not null)
            {
                await peer.SendAsync(Http.Answer("hello"));
            }
        });
        var dialer = new RecordingDialer(server.Port);
        using var fetcher = new Fetcher(dialer: dialer);

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync(server.Url()));
        Assert.IsType<FetchedDocument>(await fetcher.GetAsync(server.Url()));
        var refused = Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url(), allowPrivate: false));

        Assert.Equal(PageReason.AddressRefused, refused.Reason);
        Assert.Single(dialer.Dialled);
        Assert.Equal(2, server.Requests.Count);
    }

    private static async ValueTask<Stream> NeverAsync(CancellationToken cancellationToken)
    {
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        throw new InvalidOperationException("A dial that never ends ended.");
    }
}
