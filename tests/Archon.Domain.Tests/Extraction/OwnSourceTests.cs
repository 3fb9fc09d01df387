using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class OwnSourceTests
{
    private const string Site = "https://docs.example.org";

    [Theory]
    [InlineData("/prop_test/LABELS.html", "<a href='../_sources/prop_test/LABELS.rst.txt' rel=nofollow>Show Source</a>")]
    [InlineData("/en/latest/authors.html", "<a href=_sources/authors.md.txt rel=nofollow>Page source</a>")]
    [InlineData("/en/latest/authors/", "<a href=../_sources/authors.md.txt class=muted-link title='View this page'><svg></svg></a>")]
    [InlineData("/en/latest/authors/", "<a href=../_sources/authors/index.rst.txt>Quelltext</a>")]
    [InlineData("/", "<a href=_sources/index.rst.txt>Show Source</a>")]
    [InlineData("/index.html", "<a href=_sources/index.txt>Show Source</a>")]
    [InlineData("/whatsnew/3.12.html", "<a href=../_sources/whatsnew/3.12.rst.txt>Show Source</a>")]
    [InlineData("/intro.html", "<a href=_sources/intro.ipynb title='Download source file'><i></i></a>")]
    [InlineData("/guide/start", "<a href=/guide/start.md>View as Markdown</a>")]
    [InlineData("/guide/start/", "<a href=../start.md aria-label='View raw'></a>")]
    [InlineData("/guide/start/", "<a href=index.md>Source</a>")]
    [InlineData("/guide/start.html", "<a href=' start.html.md '>Markdown</a>")]
    public void Read_OfAPageThatOffersItsSource_DoesNotLinkToIt(string page, string link) => Assert.Empty(LinksOf(page, link));

    [Theory]
    [InlineData("/prop_test/LABELS.html", "<a href='../_sources/prop_test/COST.rst.txt'>Show Source</a>")]
    [InlineData("/prop_test/LABELS.html", "<a href='../_sources/LABELS.rst.txt'>Show Source</a>")]
    [InlineData("/whatsnew/3.html", "<a href=../_sources/whatsnew/3.12.rst.txt>Show Source</a>")]
    [InlineData("/", "<a href=v2/_sources/index.rst.txt>Show Source</a>")]
    [InlineData("/a.html", "<a href=https://other.example.org/_sources/a.rst.txt>Show Source</a>")]
    [InlineData("/guide/start", "<a href=/guide/start.md>Start here</a>")]
    [InlineData("/guide/start", "<a href=/guide/next.md>View as Markdown</a>")]
    [InlineData("/guide/drawing.html", "<a href=drawing.txt>Drawing resources</a>")]
    [InlineData("/guide/start", "<a href=/guide/start.mdx.zip>Source</a>")]
    [InlineData("/guide/start", "<a href=/guide/start.html>Source</a>")]
    [InlineData("/a.html", "<meta name=robots content=noindex><a href=_sources/a.rst.txt>Show Source</a>")]
    public void Read_OfAPageThatLinksToAnotherText_KeepsTheLink(string page, string link) => Assert.Single(LinksOf(page, link));

    private static IEnumerable<string> LinksOf(string page, string link) =>
        new HtmlPageReader().Read($"<title>T</title>{link}<h1>Heading</h1><p>Text.</p>", new Uri(Site + page), TestContext.Current.CancellationToken).Links;
}
