using Archon.Domain.Crawling;
using Archon.Fetching.Exchanges;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class RedirectsTests
{
    private static readonly Uri From = new("https://docs.example.org/guide/start?x=1#part");

    [Theory]
    [InlineData("/next", "https://docs.example.org/next")]
    [InlineData("next", "https://docs.example.org/guide/next")]
    [InlineData("../next?y=2", "https://docs.example.org/next?y=2")]
    [InlineData("?y=2", "https://docs.example.org/guide/start?y=2")]
    [InlineData("#other", "https://docs.example.org/guide/start?x=1")]
    [InlineData("//cdn.example.org/next", "https://cdn.example.org/next")]
    [InlineData("http://other.example.org:8080/a#b", "http://other.example.org:8080/a")]
    [InlineData("https://user:secret@other.example.org/a", "https://other.example.org/a")]
    [InlineData("/über", "https://docs.example.org/%C3%BCber")]
    [InlineData("/a%2Fb%20c", "https://docs.example.org/a%2Fb%20c")]
    [InlineData("http://2130706433/", "http://127.0.0.1/")]
    public void Judge_OfALocation_ResolvesItAgainstTheRequest(string location, string target) =>
        Assert.Equal(target, Assert.IsType<FetchRedirect>(Redirects.Judge(From, location, 302)).Target.AbsoluteUri);

    [Theory]
    [InlineData(null)]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_FLUSHALL")]
    [InlineData("\\\\server\\share")]
    [InlineData("C:\\windows")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,hi")]
    [InlineData("http://")]
    [InlineData("http://[::1")]
    [InlineData("http://host:99999/")]
    public void Judge_OfALocationThatIsNoWebAddress_IsInvalidRedirect(string? location) =>
        Assert.Equal(PageReason.InvalidRedirect, Assert.IsType<FetchFailure>(Redirects.Judge(From, location, 301)).Reason);

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task FetchAsync_OfARedirect_ReportsItUnfollowed(int status)
    {
        await using var server = ScriptedServer.Answer(Http.Head($"{status} Moved", "Location: /next#here\r\nContent-Length: 0\r\n"));
        using var fetcher = new Fetcher();

        var redirect = Assert.IsType<FetchRedirect>(await fetcher.GetAsync(server.Url("/old")));

        Assert.Equal((server.Url("/next"), status), (redirect.Target, redirect.Status));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task FetchAsync_OfARedirectWithoutLocation_IsInvalidRedirect()
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Head("302 Found", "Content-Length: 0\r\n")));

        Assert.Equal((PageReason.InvalidRedirect, 302), (failure.Reason, failure.Status));
    }

    [Fact]
    public async Task FetchAsync_OfALocationInRawUtf8_ReadsItAsBrowsersDo()
    {
        byte[] answer = [.. Http.Bytes("HTTP/1.1 302 Found\r\nLocation: /"), .. "ü"u8, .. Http.Bytes("\r\nContent-Length: 0\r\n\r\n")];

        var redirect = Assert.IsType<FetchRedirect>(await Fetcher.GetAnswerAsync(answer));

        Assert.Equal("/%C3%BC", redirect.Target.AbsolutePath);
    }
}
