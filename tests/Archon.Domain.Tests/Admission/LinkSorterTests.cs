using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Urls;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class LinkSorterTests
{
    private static readonly CanonicalUrl Page = TestUrl.Of("https://example.org/docs/guide");
    private static readonly AdmissionPolicy Policy = AdmissionPolicy.For(
        new CrawlSettings { Url = "https://example.org/docs/", MaxDepth = 3 }, TestUrl.Of("https://example.org/docs/"));

    [Fact]
    public void Sort_KeepsThePagesOrderAndCountsOneHopMore()
    {
        var sorted = Sort("b", "a#x", "/docs/c?utm_source=y");

        Assert.Equal(
            [("https://example.org/docs/b", 3), ("https://example.org/docs/a", 3), ("https://example.org/docs/c", 3)], sorted.Admitted);
        Assert.Empty(sorted.Refused);
    }

    [Fact]
    public void Sort_CountsEachAddressOnce()
    {
        var sorted = Sort("a", "a#x", "./a", "https://example.org/docs/a", "/x", "/x#y", "ftp://h/", "ftp://h/");

        Assert.Single(sorted.Admitted);
        Assert.Equal([("https://example.org/x", PageReason.OutOfScope), ("ftp://h/", PageReason.UnsupportedScheme)], sorted.Refused);
    }

    [Fact]
    public void Sort_DropsLinksToThePageItself()
    {
        var sorted = Sort("", "#top", "guide", "guide#top", "?", "https://example.org/docs/guide?utm_source=x", null!);

        Assert.Empty(sorted.Admitted);
        Assert.Empty(sorted.Refused);
    }

    [Theory]
    [InlineData("mailto:a@example.org")]
    [InlineData("tel:+1")]
    [InlineData("javascript:void(0)")]
    [InlineData("JavaScript:void(0)")]
    [InlineData(" java\nscript:void(0)")]
    [InlineData("data:text/html,a")]
    [InlineData("about:blank")]
    [InlineData("blob:https://example.org/1")]
    public void Sort_PassesOverWhatLinksToNoDocument(string href)
    {
        var sorted = Sort(href);

        Assert.Empty(sorted.Admitted);
        Assert.Empty(sorted.Refused);
    }

    [Theory]
    [InlineData("ftp://example.org/a", PageReason.UnsupportedScheme)]
    [InlineData("file:///etc/passwd", PageReason.UnsupportedScheme)]
    [InlineData("gopher://example.org/", PageReason.UnsupportedScheme)]
    [InlineData("http://[bad", PageReason.Malformed)]
    public void Sort_RefusesWhatCannotBeFetchedUnderItsOwnText(string href, PageReason reason)
    {
        Assert.Equal([(href, reason)], Sort(href).Refused);
    }

    [Fact]
    public void Sort_CutsRefusedTextAndCleansIt()
    {
        var refused = Sort("ftp://h/\0\uD800" + new string('a', 5000), new string('b', 5000)).Refused;

        Assert.Equal(PageReason.UrlTooLong, refused[1].Reason);
        Assert.All(refused, link => Assert.Equal(2048, link.Url.Length));
        Assert.StartsWith("ftp://h/\uFFFD\uFFFDa", refused[0].Url);
    }

    private static SortedLinks Sort(params string[] hrefs) => LinkSorter.Sort(Policy, Page, 2, hrefs);
}
