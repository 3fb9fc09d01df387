using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Tests.Documents;

public sealed class ContentTypeTests
{
    [Theory]
    [InlineData("text/html", "/", DocumentKind.Html)]
    [InlineData("Text/HTML; charset=utf-8", "/a.md", DocumentKind.Html)]
    [InlineData("application/xhtml+xml", "/", DocumentKind.Html)]
    [InlineData("text/markdown", "/", DocumentKind.Markdown)]
    [InlineData("text/x-markdown;charset=UTF-8", "/", DocumentKind.Markdown)]
    [InlineData("text/plain", "/readme.md", DocumentKind.Markdown)]
    [InlineData("text/plain", "/README.MARKDOWN?raw=1", DocumentKind.Markdown)]
    [InlineData("text/plain", "/readme.txt", DocumentKind.PlainText)]
    [InlineData("text/html, text/html", "/", DocumentKind.Html)]
    public async Task FetchAsync_OfADocumentType_NamesItsKind(string type, string path, DocumentKind kind) =>
        Assert.Equal(kind, (await Fetcher.GetDocumentAsync(Http.Answer("# hello", $"Content-Type: {type}\r\n"), path)).Kind);

    [Fact]
    public async Task FetchAsync_OfXhtml_GivesTheHtmlThatMeansTheSame()
    {
        const string Page = "<?xml version='1.0'?><html><script src='a.js'/><pre><![CDATA[a < b]]></pre></html>";

        Assert.Equal(
            "<html><script src='a.js'></script><pre>a &lt; b</pre></html>", (await Fetcher.GetDocumentAsync(Http.Answer(Page, "Content-Type: application/xhtml+xml\r\n"))).Text);
        Assert.Equal(Page, (await Fetcher.GetDocumentAsync(Http.Answer(Page, "Content-Type: text/html\r\n"))).Text);
    }

    [Theory]
    [InlineData("image/png")]
    [InlineData("application/pdf")]
    [InlineData("application/json")]
    [InlineData("application/xml")]
    [InlineData("application/octet-stream")]
    [InlineData("text/css")]
    [InlineData("text/javascript")]
    public async Task FetchAsync_OfAnotherType_IsSkippedByName(string type)
    {
        var skip = Assert.IsType<FetchSkip>(await Fetcher.GetAnswerAsync(Http.Answer("hello", $"Content-Type: {type}\r\n")));

        Assert.Equal((PageReason.UnsupportedContentType, 200, $"{type} is not HTML, Markdown or plain text."), (skip.Reason, skip.Status, skip.Detail));
    }

    [Fact]
    public async Task FetchAsync_OfAnotherType_HangsUpWithoutReadingTheBody()
    {
        var hungUp = new TaskCompletionSource();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 5000000000\r\n\r\n");
            await peer.WaitForHangUpAsync();
            hungUp.SetResult();
        });
        using var fetcher = new Fetcher();

        Assert.IsType<FetchSkip>(await fetcher.GetAsync(server.Url()));

        await hungUp.Task.WaitAsync(fetcher.Patience);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><p>hi", "/", DocumentKind.Html)]
    [InlineData("\n  <HTML><p>hi", "/", DocumentKind.Html)]
    [InlineData("<?xml version='1.0'?>\n<html xmlns='http://www.w3.org/1999/xhtml'><p>hi</p></html>", "/", DocumentKind.Html)]
    [InlineData("just words", "/", DocumentKind.PlainText)]
    [InlineData("# words", "/a.md", DocumentKind.Markdown)]
    [InlineData("", "/", DocumentKind.PlainText)]
    public async Task FetchAsync_WithoutContentType_LooksAtTheBeginning(string body, string path, DocumentKind kind)
    {
        Assert.Equal(kind, (await Fetcher.GetDocumentAsync(Http.Answer(body, ""), path)).Kind);
        Assert.Equal(kind, (await Fetcher.GetDocumentAsync(Http.Answer(body, "Content-Type: nonsense\r\n"), path)).Kind);
    }

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A })]
    [InlineData(new byte[] { 0x61, 0x00, 0x62 })]
    public async Task FetchAsync_WithoutContentTypeAndNoText_IsUnsupported(byte[] body) => Assert.Equal(
        PageReason.UnsupportedContentType, Assert.IsType<FetchSkip>(await Fetcher.GetAnswerAsync(Http.Answer(body, ""))).Reason);

    [Theory]
    [InlineData("/")]
    [InlineData("/a.md")]
    public async Task FetchAsync_OfPlainTextWithNulBytes_IsUnsupported(string path) => Assert.Equal(
        PageReason.UnsupportedContentType,
        Assert.IsType<FetchSkip>(await Fetcher.GetAnswerAsync(Http.Answer([0x61, 0x00, 0x62], "Content-Type: text/plain\r\n"), path)).Reason);

    [Fact]
    public async Task FetchAsync_WithAnyContentType_ReadsWhatIsNoText()
    {
        var document = await Fetcher.GetDocumentAsync(Http.Answer([0x61, 0x00, 0x62], ""), anyContentType: true);

        Assert.Equal((DocumentKind.Other, "a\0b"), (document.Kind, document.Text));
    }
}
