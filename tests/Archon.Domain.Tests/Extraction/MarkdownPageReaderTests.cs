using Archon.Domain.Extraction;

namespace Archon.Domain.Tests.Extraction;

public sealed class MarkdownPageReaderTests
{
    private static readonly Uri Address = new("https://docs.example.org/guide/page.md");

    [Theory]
    [InlineData("---\ntitle: \"Stated\"\n---\n# Head\n", "Stated", "# Head\n")]
    [InlineData("# `Head` of *it*\r\n\r\ntext\r\n", "Head of it", "# `Head` of *it*\n\ntext\n")]
    [InlineData("---\n\ntext", "", "---\n\ntext")]
    [InlineData("text", "", "text")]
    public void Read_TakesTheTitleAndTheFrontMatter(string markdown, string title, string expected)
    {
        var page = MarkdownPageReader.Read(markdown, Address, CancellationToken.None);

        Assert.Equal(title, page.Title);
        Assert.Equal(expected, page.Markdown);
    }

    [Theory]
    [InlineData("[a](b.md#c) ![i](img/i.png \"t\")", "[a](https://docs.example.org/guide/b.md#c) ![i](https://docs.example.org/guide/img/i.png \"t\")")]
    [InlineData("[a](<b c.md>)", "[a](<https://docs.example.org/guide/b%20c.md>)")]
    [InlineData("[a][r]\n\n[r]: ../r.md\n", "[a][r]\n\n[r]: https://docs.example.org/r.md\n")]
    [InlineData("[![i](i.png)](b.md)", "[![i](https://docs.example.org/guide/i.png)](https://docs.example.org/guide/b.md)")]
    [InlineData("[a](https://x.example) [m](mailto:a@b.c) [h](#here)", "[a](https://x.example) [m](mailto:a@b.c) [h](#here)")]
    [InlineData("`[a](b)`\n\n    [a](b)\n", "`[a](b)`\n\n    [a](b)\n")]
    public void Read_MakesTargetsAbsoluteWhereTheyStand(string markdown, string expected) =>
        Assert.Equal(expected, MarkdownPageReader.Read(markdown, Address, CancellationToken.None).Markdown);

    [Fact]
    public void Links_AreAbsoluteEachOnceAutolinksIncluded()
    {
        var page = MarkdownPageReader.Read("[a](b.md) [a](b.md#x) <https://c.example/> https://d.example/x ![i](i.png)\n\n[r]\n\n[r]: /r\n", Address, CancellationToken.None);

        Assert.Equal(
            new HashSet<string> { "https://docs.example.org/guide/b.md", "https://c.example/", "https://d.example/x", "https://docs.example.org/r" },
            page.Links.ToHashSet());
        Assert.Equal(4, page.Links.Length);
    }
}
