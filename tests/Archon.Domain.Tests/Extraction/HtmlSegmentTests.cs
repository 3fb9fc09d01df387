using System.Globalization;
using System.Text;
using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

/// <summary>A page read in parts says what it says when it is read whole, to the letter.</summary>
public sealed class HtmlSegmentTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.html");

    public static TheoryData<string, string> Cases => HtmlSpecTests.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Read_OfASpecInPartsAsSmallAsCanBe_SaysTheSame(string file, string name)
    {
        var spec = SpecFile.All.Single(spec => spec.File == file && spec.Name == name);
        var html = spec.Html.Contains("<body", StringComparison.OrdinalIgnoreCase) ? spec.Html : $"<!doctype html><body><p>First.</p>{spec.Html}";

        AssertSame(html, length: 1);
    }

    [Fact]
    public void Find_OfSectionsListsDefinitionsAndGrids_LeavesLittleToParseAtOnce()
    {
        var html = Manual();

        var segments = HtmlSegmenter.Find(html, 2000);

        Assert.InRange(segments.Sum(segment => segment.End - segment.Start), html.Length * 9 / 10, html.Length);
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
        AssertSame(html, 2000);
    }

    [Theory]
    [InlineData("<p>one<p>two<div>three</div>", true)]
    [InlineData("<ul><li>one<li><p>two<li>three</ul>", true)]
    [InlineData("<dl><dt>one<dd>two<dt>three<dd><p>four</dl>", true)]
    [InlineData("<table><tr><td>one<td>two<tr><td><div><p>three<p>four</div></table>", true)]
    [InlineData("<div><b>one</div><div>two</b></div><p>three", false)]
    [InlineData("<div>one</span></div></div><p>two", false)]
    [InlineData("<p>one<a href=x>two<p>three<a href=y>four</a>", false)]
    [InlineData("<ul><li><div>one<li>two</ul></div>", false)]
    [InlineData("<table><tr><td>one</table><table><div>two</div><tr><td>three</table>", false)]
    [InlineData("<form><div>one</div><form><div>two</div></form></form>", false)]
    [InlineData("<div>one<!-- two --!><div>three</div><!-- --></div><div>four</div>", false)]
    [InlineData("<script>if (a < b) document.write('<div><b>')</script><div>one</div><div>two</div>", true)]
    [InlineData("<wbr data-archon-segment=0><div>one</div><div>two</div><wbr data-archon-segment=7>", false)]
    [InlineData("<svg><title>one</title><path d='x'/></svg><div>two</div><div>three</div>", true)]
    [InlineData("<div><svg><b>one</svg><div>two</div></div><div>three</div>", false)]
    [InlineData("<div><p>one</p></p><p>two</p></div><div>three</div>", true)]
    [InlineData("<pre>one\n\n<div>two</div>\n</pre><pre>\n\nthree</pre><div>four</div>", true)]
    public void Read_OfMarkupPeopleWrite_SaysTheSame(string body, bool isAlwaysInParts)
    {
        var html = $"<!doctype html><html lang=en><head><title>x</title></head><body class=y><h1>x</h1><main><p>0</p>{string.Concat(Enumerable.Repeat(body, 5))}</main></body></html>";

        Assert.True(!isAlwaysInParts || !HtmlSegmenter.Find(html, 1).IsEmpty);
        foreach (var length in (int[])[1, 10, 30, 80])
        {
            AssertSame(html, length);
        }
    }

    [Fact]
    public void Read_OfAPartThatDoesNotStayInItsPlace_ReadsThePageWhole()
    {
        // To a parser the comment ends at --!> and the bold text goes on to the end of the page.
        var html = "<!doctype html><body><p>0</p><div>one</div><div>two<!-- --!><b>three</div><!-- --></div><div>four</div><div>five</div>";

        Assert.NotEmpty(HtmlSegmenter.Find(html, 1));
        AssertSame(html, 1);
    }

    private static void AssertSame(string html, int length)
    {
        var whole = new HtmlPageReader(int.MaxValue, 1).Read(html, Address, TestContext.Current.CancellationToken);
        var parts = new HtmlPageReader(0, length).Read(html, Address, TestContext.Current.CancellationToken);

        Assert.Equal(whole.Markdown, parts.Markdown);
        Assert.Equal(whole.Anchors, parts.Anchors);
        Assert.Equal(whole.Links, parts.Links);
        Assert.Equal(whole.Sitemaps, parts.Sitemaps);
        Assert.Equal(whole with { Anchors = [], Links = [], Sitemaps = [] }, parts with { Anchors = [], Links = [], Sitemaps = [] });
    }

    private static string Manual()
    {
        var html = new StringBuilder("<!doctype html><html><head><title>Manual</title></head><body><nav><a href=/>up</a></nav><main><h1>Manual</h1>");
        for (var section = 0; section < 40; section++)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section id=s{section}><h2>Section {section}</h2><ul class=l><li>first</li>");
            for (var item = 0; item < 60; item++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<li><p>Item {item} of <a href=p{section}-{item}.html>page</a><pre>int x = {item};\n</pre></li>");
            }

            html.Append("</ul><dl><dt>first</dt><dd>d</dd>");
            for (var term = 0; term < 60; term++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<dt><code>term{term}</code></dt><dd>What it means, {term}.</dd>\n<dd>And more.</dd>");
            }

            html.Append("</dl><div class='summary-table two-column-summary'><div class='table-header'>Name</div><div class='table-header'>Text</div>");
            for (var row = 0; row < 60; row++)
            {
                html.Append(CultureInfo.InvariantCulture, $"<div class='col-first'><code>name{row}</code></div><div class='col-last'>text {row}</div>");
            }

            html.Append("</div><table><tr><td><div>x</div>");
            html.Append(string.Concat(Enumerable.Repeat("<p>A paragraph in a cell that is all of the page.</p>", 60))).Append("</td></tr></table></section>");
        }

        return html.Append("</main></body></html>").ToString();
    }
}
