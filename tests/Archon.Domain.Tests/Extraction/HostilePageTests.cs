using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

/// <summary>Pages that would cost far more than their length.</summary>
public sealed class HostilePageTests
{
    private static readonly Uri Address = new("https://docs.example.org/page.html");

    [Fact]
    public void Read_OfAHeaderAboveManyRowsOfBlocks_WritesNotMuchMoreThanThePage()
    {
        var header = $"<tr><th>{new string('h', 90_000)}</th><th>b</th></tr>";
        var page = Read($"<table>{header}{Repeat("<tr><td>x</td><td>y</td></tr><tr><td><h3>n</h3></td></tr>", 600)}</table>");

        Assert.InRange(page.Markdown.Length, 90_000, 250_000);
        Assert.Equal(600, page.Markdown.Split("### n").Length - 1);
    }

    [Theory]
    [InlineData("""<p class="src">""", """<a class="link" href="src/A.html#x">Source</a> """)]
    [InlineData("<div>", """<span><a href="#top">top</a></span> """)]
    public void Read_OfVeryManyLinksThatAlmostAreASites_Ends(string around, string link)
    {
        var page = Read($"<main><h1>T</h1>{around}{Repeat(link, 40_000)}");

        Assert.StartsWith("# T", page.Markdown, StringComparison.Ordinal);
    }

    private static ExtractedPage Read(string html) => new HtmlPageReader().Read($"<html><body>{html}", Address, TestContext.Current.CancellationToken);

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
