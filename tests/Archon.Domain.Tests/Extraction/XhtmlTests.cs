using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class XhtmlTests
{
    [Theory]
    [InlineData("<p>plain</p>", "<p>plain</p>")]
    [InlineData("<script src=\"a.js\"/><p>seen</p>", "<script src=\"a.js\"></script><p>seen</p>")]
    [InlineData("<a id='x' /><div/>text", "<a id='x' ></a><div></div>text")]
    [InlineData("one<br/>two<br></br>three<img src='/a>b'/>", "one<br/>two<br>three<img src='/a>b'/>")]
    [InlineData("<a title='ends with /'>link</a>", "<a title='ends with /'>link</a>")]
    [InlineData("<pre><![CDATA[if (a < b && c) { List<T> x; }]]></pre>", "<pre>if (a &lt; b &amp;&amp; c) { List&lt;T&gt; x; }</pre>")]
    [InlineData("<p><![CDATA[]]>after</p>", "<p>after</p>")]
    [InlineData("<p><![CDATA[never closed", "<p>never closed")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?><!DOCTYPE html><html/>", "<!DOCTYPE html><html></html>")]
    [InlineData("<!-- <div/> <![CDATA[ --><p/>", "<!-- <div/> <![CDATA[ --><p></p>")]
    [InlineData("a < b <div/", "a < b <div/")]
    [InlineData("<?never closed", "")]
    public void ToHtml_MeansTheSame(string xhtml, string html) => Assert.Equal(html, Xhtml.ToHtml(xhtml));

    [Fact]
    public void PageWithEmptyScript_KeepsItsTextAndItsCode()
    {
        const string Page = """
            <?xml version="1.0"?>
            <html xmlns="http://www.w3.org/1999/xhtml"><head><title>Lists</title><script src="x.js"/></head>
            <body><h1>Lists</h1><p>A list holds elements of one type, in the order that they were added in.</p><pre><![CDATA[List<int> a = [1 & 2];]]></pre></body></html>
            """;

        var page = new HtmlPageReader().Read(Xhtml.ToHtml(Page), new Uri("https://docs.example.org/lists.xhtml"), TestContext.Current.CancellationToken);

        Assert.Contains("A list holds elements", page.Markdown, StringComparison.Ordinal);
        Assert.Contains("List<int> a = [1 & 2];", page.Markdown, StringComparison.Ordinal);
    }
}
