using System.Diagnostics;
using System.Text;
using Archon.Domain.Extraction;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Archon.Domain.Tests.Extraction;

public sealed class HtmlPageReaderTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.html");

    [Fact]
    public void Read_OfADefinitionListOfFiftyThousandTerms_WritesEveryOne()
    {
        var html = new StringBuilder("<title>Index</title><dl>");
        for (var i = 0; i < 50_000; i++)
        {
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<dt>term {i}</dt><dd>meaning {i}</dd>");
        }

        var page = new HtmlPageReader().Read(html.Append("</dl>").ToString(), new Uri("http://example.org/"), TestContext.Current.CancellationToken);

        Assert.Contains("meaning 49999", page.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<title> Guide —\n Docs </title><h1>Guide</h1>", "Guide")]
    [InlineData("<title>Guide — Docs</title><h1>Welcome</h1>", "Guide — Docs")]
    [InlineData("<h1>Only <code>x</code><a class=headerlink href=#x>¶</a></h1>", "Only x")]
    [InlineData("<p>x</p>", "")]
    [InlineData("<title>Assert | The Docs</title><div id=content><header><h1>The Docs</h1></header><h2>Assert</h2><p>It asserts.</div>", "Assert | The Docs")]
    [InlineData("<title>Part 6 — The Docs</title><div id=hd><h1><a href=index.html>The Docs</a></h1></div><h1>Part 6</h1>", "Part 6")]
    [InlineData("<title>x.y — The Docs</title><div id=hd><h1><a href=index.html>The Docs</a></h1></div><h1>Source of x.y</h1>", "x.y — The Docs")]
    public void Title_IsTheHeadingWhenTheTitleHoldsIt(string html, string expected) => Assert.Equal(expected, Read(html).Title);

    [Fact]
    public void Read_OfAMethodBesideItsVersion_WritesItsHeadingFirst()
    {
        var page = Read("<h2 id=m>Methods</h2><section id=method.len class=method><span class=since>1.6.0</span><h4 class=code-header>fn len()</h4></section>");

        Assert.Equal("## Methods\n\n#### fn len()\n\n1.6.0\n", page.Markdown);
        Assert.Equal(["m", "method.len"], page.Anchors.Select(anchor => anchor.Fragment));
    }

    [Fact]
    public void Read_OfAMenuThatIsLeftOut_KeepsItsLinks()
    {
        var links = string.Concat(Enumerable.Range(1, 20).Select(number => $"<li><a href=p{number}.html>Page {number}</a></li>"));

        var page = Read($"<div><ul>{links}</ul></div><div><h1>Here</h1><p>{new string('x', 300)}</p></div>");

        Assert.StartsWith("# Here", page.Markdown, StringComparison.Ordinal);
        Assert.Equal(20, page.Links.Length);
    }

    [Fact]
    public void Read_TellsWhatTheHeadSays()
    {
        var page = Read("<html lang=de-CH><head><link rel='Canonical' href='/c'><meta name=robots content='NoIndex, nofollow'></head><p>x");

        Assert.Equal("de-CH", page.Language);
        Assert.Equal("https://docs.example.org/c", page.CanonicalLink);
        Assert.True(page.NoIndex);
        Assert.True(page.NoFollow);
    }

    [Fact]
    public void Read_ObeysAMetaForThisRobotOnly()
    {
        Assert.True(Read("<meta name=archonbot content=noindex>").NoIndex);
        Assert.False(Read("<meta name=otherbot content=noindex>").NoIndex);
    }

    [Fact]
    public void Links_AreAbsoluteEachOnceInOrderNavigationIncluded()
    {
        var page = Read(
            "<nav><a href=/b>b</a></nav><main><a href=a#x>1</a><a href='a#y'>2</a><a href=#z>3</a><a href=page.html?q=1>4</a></main>" +
            "<map><area href=c></map><iframe src=d></iframe><div hidden><a href=' e\n'>e</a></div><a href=javascript:x>n</a>");

        Assert.Equal(
            [
                "https://docs.example.org/b", "https://docs.example.org/guide/a", "https://docs.example.org/guide/page.html?q=1",
                "https://docs.example.org/guide/c", "https://docs.example.org/guide/d", "https://docs.example.org/guide/e",
            ],
            page.Links);
    }

    [Fact]
    public void Links_OfAFrameSetAreFound() =>
        Assert.Equal(["https://docs.example.org/guide/f"], Read("<frameset><frame src=f></frameset>").Links);

    [Fact]
    public void Read_OfNothing_IsEmpty()
    {
        var page = Read("");

        Assert.Equal("", page.Markdown);
        Assert.Empty(page.Links);
    }

    [Theory]
    [InlineData("a\n b\n  c\n   d\n    e")]
    [InlineData("\tx\n\n\ty  ")]
    [InlineData("```\n~~~\n- x\n> y\n    z")]
    [InlineData("\u00a0x\u00a0")]
    public void Code_ReadBackByMarkdig_IsTheTextOfThePre(string code)
    {
        var pre = $"<pre>\n{code}\n</pre>";

        foreach (var html in new[]
        {
            pre, $"<ul><li>a{pre}</li></ul>", $"<ol start=7><li>{pre}</li></ol>", $"<ul><li>a<ol><li>b{pre}c</li></ol></li></ul>",
            $"<blockquote>{pre}</blockquote>", $"<ul><li><blockquote>q{pre}</blockquote></li></ul>", $"<dl><dt>t<dd>a<dd>{pre}</dl>",
            $"<div class=note><ul><li>{pre}</li></ul></div>", $"<table><tr><td>a<td>{pre}</table>", $"<h2>t{pre}</h2>", $"<a href=x>{pre}</a>",
        })
        {
            var fence = Assert.Single(Markdown.Parse(Read(html).Markdown).Descendants<FencedCodeBlock>());
            Assert.Equal(code, string.Join('\n', fence.Lines.Lines.Take(fence.Lines.Count).Select(line => line.Slice.ToString())));
        }
    }

    [Fact]
    public void Table_ReadBackByMarkdig_StandsAsItsHeaderSays()
    {
        var markdown = Read("<table><tr><th>a<th align=left>b<th style='text-align: center'>c<th align=right>d</tr><tr><td>1<td>2<td>3<td>4</table>").Markdown;

        var table = Assert.Single(Markdown.Parse(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build()).Descendants<Table>());
        Assert.Equal([null, TableColumnAlign.Left, TableColumnAlign.Center, TableColumnAlign.Right], table.ColumnDefinitions.Take(4).Select(column => column.Alignment));
    }

    [Theory]
    [InlineData("<p>{0}</p>")]
    [InlineData("<table><tr><th>a</tr><tr><td>{0}</table>")]
    public void ImageTitle_ReadBackByMarkdig_SaysTheSame(string around)
    {
        const string image = "<img src='a(b.png' alt=x title='It\\&apos;s &quot;a|b&quot; `c` &amp;amp; (d\\'>";
        var markdown = Read(around.Replace("{0}", image, StringComparison.Ordinal)).Markdown;

        var link = Assert.Single(Markdown.Parse(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build()).Descendants<LinkInline>());
        Assert.Equal("It\\'s \"a|b\" `c` &amp; (d\\", link.Title);
        Assert.EndsWith("/a(b.png", link.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"\(a_1 * b_{(i)}\)", "a_1 * b_{(i)}")]
    [InlineData(@"\[\begin{pmatrix} a &amp; b \\ c_1 &amp; [d](e) \end{pmatrix}\]", @"\begin{pmatrix} a & b \\ c_1 & [d](e) \end{pmatrix}")]
    [InlineData(@"\begin{align} a &amp;= `b` \\ c &lt; d \end{align}", @"\begin{align} a &= `b` \\ c < d \end{align}")]
    [InlineData(@"\(a<em>1 + b</em>2\)", "a_1 + b_2")]
    [InlineData("$x_1$", "x_1")]
    [InlineData(@"<script type='math/tex'>\alpha_1</script>", @"\alpha_1")]
    [InlineData(@"<span class=katex><span class=katex-mathml><math><semantics><mi>y</mi><annotation encoding='application/x-tex'>y_2</annotation></semantics></math></span><span class=katex-html aria-hidden=true>y2</span></span>", "y_2")]
    public void Formula_ReadBackByMarkdig_IsItsTeX(string formula, string tex)
    {
        foreach (var around in new[] { "<p>so {0} is</p>", "<ul><li>{0}</li></ul>", "<h2>On {0}</h2>", "<table><tr><th>a</tr><tr><td>{0}</td></tr></table>", "<blockquote>{0}</blockquote>" })
        {
            var html = "<script>MathJax = {tex: {inlineMath: [['$', '$']]}}</script>" + around.Replace("{0}", formula, StringComparison.Ordinal);

            var code = Assert.Single(Markdown.Parse(Read(html).Markdown, new MarkdownPipelineBuilder().UsePipeTables().Build()).Descendants<CodeInline>());
            Assert.Equal(tex, code.Content);
        }
    }

    [Fact]
    public void Boxes_ReadBackByMarkdig_StandInTheirCellsAndItems()
    {
        const string box = "<input type=checkbox disabled checked>";
        var pipeline = new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().Build();

        var table = Markdown.ToHtml(Read($"<table><tr><th>a<th>b</tr><tr><td>{box}<td><input type=checkbox></tr></table>").Markdown, pipeline);
        var list = Markdown.Parse(Read($"<ul><li>{box} a<ul><li><input type=checkbox> b</li></ul></li></ul><p>{box} c</p>").Markdown, pipeline);

        Assert.Contains("<td>[x]</td>\n<td>[ ]</td>", table, StringComparison.Ordinal);
        Assert.Equal([true, false], list.Descendants<Markdig.Extensions.TaskLists.TaskList>().Select(task => task.Checked));
    }

    [Fact]
    public void Code_WithALineOfBlanks_KeepsThem()
    {
        // Inside a list Markdig (1.6) drops them when it reads the fence back; what we write holds them all the same.
        Assert.Equal("```\nx\n  \ny\n```\n", Read("<pre>x\n  \ny</pre>").Markdown);
        Assert.Equal("-   ```\n    x\n      \n    y\n    ```\n", Read("<ul><li><pre>x\n  \ny</pre></li></ul>").Markdown);
    }

    [Theory]
    [InlineData("<div>", "")]
    [InlineData("<b>", "")]
    [InlineData("<a href=x>", "")]
    [InlineData("<font>", "")]
    [InlineData("<ul><li>", "")]
    [InlineData("<table><tr><td>", "")]
    [InlineData("<a><div></a>", "")]
    [InlineData("<svg>", "")]
    [InlineData("<div>", "</b>")]
    [InlineData("<code>x</code>", "")]
    [InlineData("<p><font color=1>", "")]
    public void Read_OfAHundredThousandTags_EndsSoonAndKeepsTheText(string opening, string closing)
    {
        var html = new StringBuilder("<title>Deep</title>").Insert(19, opening, 100_000).Append("the text")
            .Insert(19 + (opening.Length * 100_000), closing, 100_000).ToString();
        var started = Stopwatch.GetTimestamp();

        var page = Read(html);

        Assert.Contains("the text", page.Markdown, StringComparison.Ordinal);
        Assert.Equal("Deep", page.Title);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "The work grew faster than the page.");
    }

    [Theory]
    [InlineData(100_000, 1)]
    [InlineData(500, 1_000)]
    public void Read_OfElementsWithManyAttributes_EndsSoonAndKeepsTheText(int attributes, int elements)
    {
        var opening = $"<p {string.Join(' ', Enumerable.Range(0, attributes).Select(number => $"a{number}=1"))}>";
        var started = Stopwatch.GetTimestamp();

        var page = Read($"<title>Wide</title>{string.Concat(Enumerable.Repeat(opening + "some text</p>", elements))}<p>the text</p>");

        Assert.Contains("the text", page.Markdown, StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "The work grew faster than the page.");
    }

    [Fact]
    public void Read_OfATangledPage_KeepsHeadingsCodeAndLinks()
    {
        var html = $"<!DOCTYPE html>\n<!-- <b>no</b> -->{string.Concat(Enumerable.Repeat("<div>", 5000))}<h2>Head <!-- > -->&amp; more</h2><p>1. a<!--no--><?no?><a href=\"x?a=1&amp;b=2\">b</a></p><pre>\na <b>&lt;T&gt;</b>\n  b</pre><script>no</script>";

        var page = Read(html);

        Assert.Equal("## Head & more\n\n1\\. ab\n\n```\na <T>\n  b\n```\n", page.Markdown);
        Assert.Equal(["https://docs.example.org/guide/x?a=1&b=2"], page.Links);
    }

    [Theory]
    [InlineData("<a>x", "")]
    [InlineData("</p>x", "")]
    [InlineData("<i>x</i>", "<p>")]
    [InlineData("<p>x", "</div></center><div>")]
    public void Read_OfMillionsOfTags_TakesMemoryInProportionAndKeepsTheText(string repeated, string before)
    {
        var html = new StringBuilder("<title>Many</title><body>").Append(before).Insert(25 + before.Length, repeated, 8_000_000 / repeated.Length).Append("<p>the text</p>").ToString();
        var reader = new HtmlPageReader();
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        var page = reader.Read(html, Address, CancellationToken.None);

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.EndsWith("the text\n", page.Markdown, StringComparison.Ordinal);
        Assert.Equal("Many", page.Title);
        Assert.True(allocated < 60L * html.Length, $"{allocated / html.Length} bytes a character: it was parsed whole.");
    }

    [Fact]
    public void Read_OfSpansThatClaimThousands_StaysInProportion()
    {
        var row = "<tr><td colspan=1000 rowspan=65000>x<td>y</tr>";

        var page = Read($"<table>{string.Concat(Enumerable.Repeat(row, 5000))}</table>");

        Assert.True(page.Markdown.Length < 5_000_000, $"{page.Markdown.Length} letters of Markdown.");
    }

    [Fact]
    public void Read_WhenCancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => new HtmlPageReader().Read("<p>x", Address, source.Token));
    }

    private static ExtractedPage Read(string html) => new HtmlPageReader().Read(html, Address, TestContext.Current.CancellationToken);
}
