using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class SizeTests
{
    private static readonly FetchOptions Small = new() { MaxBytes = 2048 };

    [Fact]
    public async Task FetchAsync_OfABodyAnnouncedTooLarge_IsRefusedUnread()
    {
        var hungUp = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 20000000\r\n\r\n");
            await peer.WaitForHangUpAsync();
            hungUp.SetResult();
        });
        using var fetcher = new Fetcher();

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url()));

        Assert.Equal((PageReason.TooLarge, 200), (failure.Reason, failure.Status));
        Assert.Equal("127.0.0.1 announced 20000000 bytes; at most 10485760 are read.", failure.Detail);
        await hungUp.Task.WaitAsync(fetcher.Patience);
    }

    [Fact]
    public async Task FetchAsync_OfAnEndlessBody_StopsAtTheLimit()
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n");
            while (true)
            {
                await peer.SendAsync(new byte[4096]);
            }
        });
        using var fetcher = new Fetcher(Small);

        Assert.Equal(PageReason.TooLarge, Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url())).Reason);
    }

    [Theory]
    [InlineData(2048, true)]
    [InlineData(2049, false)]
    public async Task FetchAsync_AtTheLimit_IsExact(int bytes, bool whole)
    {
        var chunk = Http.Bytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{new string('x', bytes)}");

        Assert.Equal(whole, await Fetcher.GetAnswerAsync(chunk, options: Small) is FetchedDocument);
    }

    [Fact]
    public async Task FetchAsync_WithALimitOfItsOwn_KeepsToThat()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        using var fetcher = new Fetcher();

        var result = await fetcher.GetAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true, MaxBytes = 4 });

        Assert.Equal(PageReason.TooLarge, Assert.IsType<FetchFailure>(result).Reason);
    }

    [Fact]
    public async Task FetchAsync_OfALargePage_ComesWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 200_000).Select(line => $"{line}\n"));

        Assert.Equal(text, (await Fetcher.GetDocumentAsync(Http.Answer(text))).Text);
    }

    [Fact]
    public async Task FetchAsync_OfAnEmptyBody_IsAnEmptyDocument() => Assert.Empty((await Fetcher.GetDocumentAsync(Http.Answer(""))).Text);
}
