using Archon.Domain.Crawling;
using Archon.Fetching.Exchanges;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class StatusTests
{
    [Theory]
    [InlineData(300, PageReason.HttpClientError)]
    [InlineData(304, PageReason.HttpClientError)]
    [InlineData(400, PageReason.HttpClientError)]
    [InlineData(401, PageReason.HttpClientError)]
    [InlineData(404, PageReason.HttpClientError)]
    [InlineData(410, PageReason.HttpClientError)]
    [InlineData(429, PageReason.HttpClientError)]
    [InlineData(500, PageReason.HttpServerError)]
    [InlineData(503, PageReason.HttpServerError)]
    [InlineData(599, PageReason.HttpServerError)]
    [InlineData(206, PageReason.Protocol)]
    public async Task FetchAsync_OfAStatusThatIsNoDocument_FailsWithIt(int status, PageReason reason)
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Answer("oh", status: $"{status} Oh")));

        Assert.Equal((reason, status), (failure.Reason, failure.Status));
    }

    [Theory]
    [InlineData("\"a\"", null)]
    [InlineData(null, "Mon, 04 May 2026 12:00:00 GMT")]
    public async Task FetchAsync_OfAVersionThatIsStillTheOne_IsUnchanged(string? tag, string? modified)
    {
        await using var server = ScriptedServer.Answer(
            Http.Head("304 Not Modified", "ETag: W/\"b\"\r\nLast-Modified: Tue, 05 May 2026 12:00:00 GMT\r\nX-Robots-Tag: noindex\r\n"));
        using var fetcher = new Fetcher();

        var result = await fetcher.GetAsync(new FetchRequest { Url = server.Url(), AllowPrivateAddress = true, ETag = tag, LastModified = modified });

        var unchanged = Assert.IsType<FetchUnchanged>(result);
        var request = Assert.Single(server.Requests);
        Assert.Equal(tag is not null, request.Contains($"If-None-Match: {tag}\r\n", StringComparison.Ordinal));
        Assert.Equal(modified is not null, request.Contains($"If-Modified-Since: {modified}\r\n", StringComparison.Ordinal));
        Assert.Equal(("W/\"b\"", "Tue, 05 May 2026 12:00:00 GMT", "noindex"), (unchanged.ETag, unchanged.LastModified, unchanged.RobotsTag));
    }

    [Theory]
    [InlineData("200 OK")]
    [InlineData("201 Created")]
    [InlineData("203 Non-Authoritative Information")]
    public async Task FetchAsync_OfASuccess_IsADocument(string status) =>
        Assert.Equal("hello", (await Fetcher.GetDocumentAsync(Http.Answer("hello", status: status))).Text);

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    public async Task FetchAsync_OfNoContent_IsSkippedAsEmpty(int status)
    {
        var skip = Assert.IsType<FetchSkip>(await Fetcher.GetAnswerAsync(Http.Head($"{status} Nothing", "Content-Length: 0\r\n")));

        Assert.Equal((PageReason.Empty, status), (skip.Reason, skip.Status));
    }

    [Fact]
    public async Task FetchAsync_AfterEarlyHints_GivesTheRealAnswer()
    {
        byte[] answer = [.. Http.Head("103 Early Hints", "Link: </a.css>\r\n"), .. Http.Answer("hello")];

        Assert.Equal("hello", (await Fetcher.GetDocumentAsync(answer)).Text);
    }

    [Theory]
    [InlineData("429 Too Many Requests")]
    [InlineData("503 Service Unavailable")]
    public async Task FetchAsync_WithRetryAfter_SaysHowLongToWait(string status)
    {
        var failure = Assert.IsType<FetchFailure>(await Fetcher.GetAnswerAsync(Http.Answer("", "Retry-After: 120\r\n", status)));

        Assert.Equal(TimeSpan.FromSeconds(120), failure.RetryAfter);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("90", 90)]
    [InlineData("86400", 86400)]
    [InlineData("86401", 86400)]
    [InlineData("99999999999999999999", 86400)]
    [InlineData("Mon, 01 Jan 2029 00:01:00 GMT", 60)]
    [InlineData("Wed, 03 Jan 2029 00:00:00 GMT", 86400)]
    [InlineData("Sun, 31 Dec 2028 00:00:00 GMT", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Parse_OfARetryAfter_IsSecondsFromNowAndAtMostADay(string? value, int? seconds)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2029, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(seconds, (int?)RetryAfter.Parse(value, clock)?.TotalSeconds);
    }

    [Theory]
    [InlineData("404 Not Found", 404)]
    [InlineData("503 Service Unavailable", 503)]
    [InlineData("200 OK", 200)]
    public async Task FetchAsync_WithAnyContentType_ReadsTheBodyWhateverTheStatus(string status, int expected)
    {
        var document = await Fetcher.GetDocumentAsync(
            Http.Answer("<urlset/>", "Content-Type: application/xml\r\n", status), anyContentType: true);

        Assert.Equal((expected, DocumentKind.Other, "<urlset/>"), (document.Status, document.Kind, document.Text));
    }

    [Fact]
    public async Task FetchAsync_WithAnyContentType_StillReportsRedirects() => Assert.IsType<FetchRedirect>(
        await Fetcher.GetAnswerAsync(Http.Head("301 Moved", "Location: /b\r\nContent-Length: 0\r\n"), anyContentType: true));

    [Fact]
    public async Task FetchAsync_OfADocument_CarriesItsHeaders()
    {
        var document = await Fetcher.GetDocumentAsync(Http.Answer(
            "hello",
            "Content-Type: text/html\r\nETag: W/\"a1\"\r\nLast-Modified: Mon, 01 Jan 2029 00:00:00 GMT\r\n"
            + "X-Robots-Tag: noindex\r\nX-Robots-Tag: otherbot: nofollow\r\n"));

        Assert.Equal("W/\"a1\"", document.ETag);
        Assert.Equal("Mon, 01 Jan 2029 00:00:00 GMT", document.LastModified);
        Assert.Equal("noindex\notherbot: nofollow", document.RobotsTag);
        Assert.Equal(5, document.Bytes);
        Assert.True(document.Elapsed > TimeSpan.Zero);
    }
}
