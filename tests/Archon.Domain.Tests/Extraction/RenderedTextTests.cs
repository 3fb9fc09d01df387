using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class RenderedTextTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.html");

    [Theory]
    [InlineData("<div class=gist><table><tr><td>let gist = 1;</td></tr><tr><td>print(gist) // is shown</td></tr></table></div><noscript><pre>let gist = 1;\nprint(gist) // is shown</pre></noscript>")]
    [InlineData("<noscript><p>Sales rose by a third of what they were.</p></noscript><section><p>Sales rose by <b>a third</b> of what they were.</p></section>")]
    [InlineData("<div><img class=loaded src=h.png alt=H></div><noscript><img src=h.png alt=H></noscript>")]
    [InlineData("<p>Sales rose by a third of what they were.</p><img src=h.png alt=H><p>More.</p><noscript><figure><img src=/guide/h.png alt=H></figure><p>Sales rose by a third of what they were.</p></noscript>")]
    public void Read_OfWhatABrowserHasWritten_SaysOnceWhatANoscriptRepeats(string html)
    {
        var page = $"<body><main><h1>T</h1><p>Text.</p>{html}</main></body>";
        var without = page[..page.IndexOf("<noscript>", StringComparison.Ordinal)] + page[(page.IndexOf("</noscript>", StringComparison.Ordinal) + "</noscript>".Length)..];

        Assert.Equal(Read(without, isRendered: true), Read(page, isRendered: true));
        Assert.Equal(Read(page, isRendered: true), new HtmlPageReader(0, 1).Read(page, Address, isRendered: true, TestContext.Current.CancellationToken).Markdown);
    }

    [Theory]
    [InlineData("<p>Sales rose by a third of what they were.</p><noscript><p>Sales rose by a third of what they had been.</p></noscript>", "had been")]
    [InlineData("<p>The demo shows three steps.</p><noscript>The demo</noscript>", "\n\nThe demo\n")]
    [InlineData("<p hidden>Sales rose by a third of what they were.</p><noscript><p>Sales rose by a third of what they were.</p></noscript>", "Sales rose")]
    [InlineData("<canvas></canvas><noscript><img src=h.png alt=H></noscript>", "h.png")]
    [InlineData("<img src=g.png alt=G><p>More.</p><noscript><img src=h.png alt=H></noscript>", "h.png")]
    public void Read_OfWhatABrowserHasWritten_KeepsANoscriptThatSaysMore(string html, string expected) =>
        Assert.Contains(expected, Read($"<body><main><h1>T</h1><p>Text.</p>{html}</main></body>", isRendered: true), StringComparison.Ordinal);

    [Fact]
    public void Read_OfAPageAsItsServerSentIt_KeepsWhatItSaysTwice()
    {
        var page = Read("<main><h1>T</h1><p>Sales rose by a third of what they were.</p><noscript><p>Sales rose by a third of what they were.</p></noscript></main>", isRendered: false);

        Assert.Equal(2, page.Split("Sales rose").Length - 1);
    }

    private static string Read(string html, bool isRendered) => new HtmlPageReader().Read(html, Address, isRendered, TestContext.Current.CancellationToken).Markdown;
}
