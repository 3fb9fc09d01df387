using System.Diagnostics;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class RequestTests
{
    [Fact]
    public async Task FetchAsync_SendsItsNameAndNothingPersonal()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello", "Content-Type: text/html\r\nSet-Cookie: a=b\r\nConnection: close\r\n"));
        using var fetcher = new Fetcher(new FetchOptions { AboutUrl = new Uri("https://docs.example.org/bot") });
        using var traced = new Activity("crawl").Start();
        var url = new Uri($"http://user:secret@127.0.0.1:{server.Port}/a?b=c#d");

        await fetcher.GetAsync(url);
        await fetcher.GetAsync(url);

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request =>
        {
            Assert.StartsWith("GET /a?b=c HTTP/1.1\r\n", request, StringComparison.Ordinal);
            Assert.Contains($"Host: 127.0.0.1:{server.Port}\r\n", request, StringComparison.Ordinal);
            Assert.Contains("User-Agent: ArchonBot/0.1.0 (+https://docs.example.org/bot)\r\n", request, StringComparison.Ordinal);
            Assert.Contains("Accept: text/html,", request, StringComparison.Ordinal);
            Assert.DoesNotContain("markdown", request, StringComparison.Ordinal);
            Assert.Contains("Accept-Encoding: gzip, deflate, br\r\n", request, StringComparison.Ordinal);
            Assert.DoesNotContain("Cookie", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Authorization", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Referer", request, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("traceparent", request, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task FetchAsync_WithAnyContentType_AcceptsEverything()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        using var fetcher = new Fetcher();

        await fetcher.GetAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true, AnyContentType = true });

        Assert.Contains("Accept: */*\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_ThatPrefersMarkdown_AsksForItFirst()
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello"));
        using var fetcher = new Fetcher();

        await fetcher.GetAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true, PrefersMarkdown = true });

        Assert.Contains("Accept: text/markdown,", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Vary: Accept-Encoding\r\nVary: User-Agent, accept\r\n", true)]
    [InlineData("Vary: Accept-Encoding, Accept-Language\r\n", false)]
    [InlineData("", false)]
    public async Task FetchAsync_TellsWhetherTheServerLooksAtWhatIsAskedFor(string vary, bool expected)
    {
        await using var server = ScriptedServer.Answer(Http.Answer("hello", $"Content-Type: text/html\r\n{vary}"));
        using var fetcher = new Fetcher();

        var result = await fetcher.GetAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true });

        Assert.Equal(expected, Assert.IsType<FetchedDocument>(result).VariesByAccept);
    }

    [Fact]
    public async Task FetchAsync_Twice_UsesOneConnection()
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            while (await peer.ReadRequestAsync() is not null)
            {
                await peer.SendAsync(Http.Answer("gone", status: "404 Not Found"));
            }
        });
        using var fetcher = new Fetcher();

        await fetcher.GetAsync(server.Url("/a"));
        await fetcher.GetAsync(server.Url("/b"));

        Assert.Equal((1, 2), (server.Connections, server.Requests.Count));
    }

    [Fact]
    public async Task FetchAsync_ManyAtOnce_KeepsToTheConnectionLimit()
    {
        await using var server = ScriptedServer.Run(async peer =>
        {
            while (await peer.ReadRequestAsync() is not null)
            {
                await peer.SendAsync(Http.Answer("hello"));
            }
        });
        using var fetcher = new Fetcher(new FetchOptions { MaxConnectionsPerServer = 2 });

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(page => fetcher.GetAsync(server.Url($"/{page}"))));

        Assert.All(results, result => Assert.IsType<FetchedDocument>(result));
        Assert.InRange(server.Connections, 1, 2);
    }

    [Theory]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/relative")]
    public async Task FetchAsync_OfSomethingElseThanHttp_IsTheCallersMistake(string url)
    {
        using var fetcher = new Fetcher();

        await Assert.ThrowsAsync<ArgumentException>(
            () => fetcher.GetAsync(new FetchRequest { Url = new Uri(url, url[0] == '/' ? UriKind.Relative : UriKind.Absolute) }));
    }
}
