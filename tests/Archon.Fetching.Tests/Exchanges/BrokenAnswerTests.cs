using System.Text;
using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class BrokenAnswerTests
{
    private const string Html = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 abc\r\n\r\n")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\r\n\r\n")]
    public async Task FetchAsync_OfSomethingThatIsNotHttp_IsProtocol(string answer)
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Bytes(answer)));

        Assert.Equal((PageReason.Protocol, (int?)null), (failure.Reason, failure.Status));
        Assert.DoesNotContain("Exception", failure.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 2")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: te")]
    public async Task FetchAsync_OfAnAnswerThatBreaksOffInTheHeaders_IsBrokenOff(string answer) => Assert.Equal(
        PageReason.BrokenOff, Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Bytes(answer))).Reason);

    [Theory]
    [InlineData(false, PageReason.BrokenOff)]
    [InlineData(true, PageReason.Connect)]
    public async Task FetchAsync_OfAServerThatHangsUpWithoutAnAnswer_AsksOnce(bool resets, PageReason reason)
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            if (resets)
            {
                peer.Reset();
            }
        });
        using var fetcher = new Fetcher();

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url()));

        Assert.Equal(reason, failure.Reason);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task FetchAsync_OnAConnectionThatEndsAtTheNextRequest_AsksOnceMoreOnANewOne()
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            // The second request of a connection is read and not answered, as by a server that is just closing it.
            await peer.ReadRequestAsync();
            await peer.SendAsync(Html + "Content-Length: 5\r\n\r\nhello");
            await peer.ReadRequestAsync();
        });
        using var fetcher = new Fetcher();

        await fetcher.GetAsync(server.Url("/1"));
        var second = await fetcher.GetAsync(server.Url("/2"));

        Assert.IsType<FetchedDocument>(second);
        Assert.Equal((2, 3), (server.Connections, server.Requests.Count));
    }

    [Fact]
    public async Task FetchAsync_OfABodyShorterThanAnnounced_IsBrokenOff()
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Bytes(Html + "Content-Length: 10\r\n\r\nhello")));

        Assert.Equal((PageReason.BrokenOff, 200, "127.0.0.1 broke off its answer."), (failure.Reason, failure.Status, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_OfABodyLongerThanAnnounced_ReadsWhatWasAnnounced() =>
        Assert.Equal("hello", (await Fetcher.GetDocumentAsync(Http.Bytes(Html + "Content-Length: 5\r\n\r\nhello world"))).Text);

    [Theory]
    [InlineData("5\r\nhello\r\n", PageReason.BrokenOff)]
    [InlineData("5\r\nhe", PageReason.BrokenOff)]
    [InlineData("xyz\r\nhello\r\n0\r\n\r\n", PageReason.Protocol)]
    [InlineData("5\r\nhelloworld\r\n0\r\n\r\n", PageReason.Protocol)]
    [InlineData("fffffffffffffffff\r\nhello", PageReason.Protocol)]
    public async Task FetchAsync_OfBrokenChunks_SaysWhetherTheyEndOrAreNone(string chunks, PageReason reason)
    {
        var answer = Http.Bytes(Html + "Transfer-Encoding: chunked\r\n\r\n" + chunks);

        Assert.Equal(reason, Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(answer)).Reason);
    }

    [Fact]
    public async Task FetchAsync_OfWholeChunks_JoinsThem() => Assert.Equal("hello world", (await Fetcher.GetDocumentAsync(
        Http.Bytes(Html + "Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n6\r\n world\r\n0\r\nTrailer: a\r\n\r\n"))).Text);

    [Fact]
    public async Task FetchAsync_OfABodyThatEndsWithTheConnection_IsADocument() =>
        Assert.Equal("hello", (await Fetcher.GetDocumentAsync(Http.Bytes(Html + "\r\nhello"))).Text);

    [Fact]
    public async Task FetchAsync_OfMoreHeadersThanAreRead_IsProtocol()
    {
        var flood = new StringBuilder(Html);
        for (var header = 0; header < 2000; header++)
        {
            flood.Append("X-Flood: ").Append('x', 50).Append("\r\n");
        }

        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Bytes(flood + "\r\n")));

        Assert.Equal((PageReason.Protocol, "127.0.0.1 sent more headers than are read."), (failure.Reason, failure.Detail));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Html)]
    [InlineData(Html + "Content-Length: 100\r\n\r\nhello")]
    public async Task FetchAsync_WhenTheConnectionIsReset_IsConnect(string before)
    {
        var mayReset = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(before);
            if (before.Contains("hello", StringComparison.Ordinal))
            {
                await mayReset.Task.WaitAsync(peer.Stopping);
            }

            peer.Reset();
        });
        var clock = new ArmedClock();
        using var fetcher = new Fetcher(new FetchOptions { ConnectTimeout = TimeSpan.FromSeconds(7) }, clock: clock);

        var fetching = fetcher.GetAsync(server.Url());
        if (before.Contains("hello", StringComparison.Ordinal))
        {
            await clock.ArmedAsync(TimeSpan.FromSeconds(10), fetcher.Patience);
            mayReset.SetResult();
        }

        var failure = Assert.IsType<FetchFailure>(await fetching);
        Assert.Equal((PageReason.Connect, "127.0.0.1 reset the connection."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task FetchAsync_OfSwitchingProtocols_IsProtocol() => Assert.Equal(
        PageReason.Protocol,
        Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Head("101 Switching Protocols", "Upgrade: x\r\nConnection: Upgrade\r\n"))).Reason);
}
