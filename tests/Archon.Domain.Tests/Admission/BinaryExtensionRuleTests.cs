using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class BinaryExtensionRuleTests
{
    [Theory]
    [InlineData("/a.png")]
    [InlineData("/a.JPG")]
    [InlineData("/a.svg?v=1")]
    [InlineData("/a.tar.gz")]
    [InlineData("/a.zip")]
    [InlineData("/a.pdf")]
    [InlineData("/a.css")]
    [InlineData("/a.min.js")]
    [InlineData("/a.js.map")]
    [InlineData("/a.woff2")]
    [InlineData("/a.mp4")]
    [InlineData("/a.dmg")]
    [InlineData("/sitemap.xml")]
    [InlineData("/search.json")]
    [InlineData("/feed.rss")]
    [InlineData("/feed.atom")]
    [InlineData("/favicon.ico")]
    public void AFileThatIsNeverADocument_IsRefused(string path)
    {
        Assert.Equal(PageReason.BinaryExtension, BinaryExtensionRule.Judge(TestUrl.Of("https://example.org" + path)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a")]
    [InlineData("/a.html")]
    [InlineData("/a.htm")]
    [InlineData("/a.md")]
    [InlineData("/llms.txt")]
    [InlineData("/a.php")]
    [InlineData("/a.asp")]
    [InlineData("/a.aspx")]
    [InlineData("/a.jsp")]
    [InlineData("/v1.2")]
    [InlineData("/foo.Bar")]
    [InlineData("/api/System.Uri")]
    [InlineData("/a.png/")]
    [InlineData("/a.zip/index")]
    [InlineData("/view?file=a.png")]
    [InlineData("/a.")]
    [InlineData("/png")]
    public void WhatMayBeADocument_IsAdmitted(string path)
    {
        Assert.Equal(PageReason.None, BinaryExtensionRule.Judge(TestUrl.Of("https://example.org" + path)));
    }
}
