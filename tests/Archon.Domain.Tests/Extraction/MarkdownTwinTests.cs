using Archon.Domain.Extraction;
using Archon.Domain.Tests.Urls;

namespace Archon.Domain.Tests.Extraction;

public sealed class MarkdownTwinTests
{
    private const string Page = "# Indexes\n\nAn index is built by [reading](https://example.org/reading) every row once.\n\n```sql\nCREATE INDEX i ON t (a);\n```";

    [Theory]
    [InlineData("https://example.org/docs/a", "https://example.org/docs/a.md", "https://example.org/docs/a.md")]
    [InlineData("https://example.org/docs/a", "https://example.org/docs/a", null)]
    [InlineData("https://example.org/docs/a", "https://cdn.example.org/docs/a.md", null)]
    [InlineData("https://example.org/docs/a", "http://example.org/docs/a.md", null)]
    [InlineData("https://example.org/docs/a", "file:///etc/passwd", null)]
    [InlineData("https://example.org/docs/a", null, null)]
    public void Of_IsAnotherAddressOfTheSameOrigin(string page, string? link, string? expected) =>
        Assert.Equal(expected, MarkdownTwin.Of(TestUrl.Of(page), link)?.Value);

    [Theory]
    [InlineData("text/markdown", true)]
    [InlineData(" Text/Markdown; charset=utf-8; variant=GFM", true)]
    [InlineData("text/x-markdown", true)]
    [InlineData("text/html", false)]
    [InlineData("text/markdown2", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsMarkdown_LooksAtTheTypeAlone(string? type, bool expected) => Assert.Equal(expected, MarkdownTwin.IsMarkdown(type));

    [Theory]
    [InlineData("# Indexes\n\nAn index is built by [reading](./reading.md) every row once.\n\n~~~\nCREATE INDEX i ON t (a);\n~~~", true)]
    [InlineData("Before.\n\n# INDEXES\n\nAn index is built by reading every row once. `CREATE INDEX i ON t (a)` And more.", true)]
    [InlineData("# Indexes\n\nAn index is built by <Component/>.", false)]
    [InlineData("# Not found", false)]
    [InlineData("", false)]
    public void Covers_WhenItHasThePagesWords(string twin, bool expected) => Assert.Equal(expected, MarkdownTwin.Covers(twin, Page));

    [Fact]
    public void Covers_APageWithoutWords_WhenItHasSome()
    {
        Assert.True(MarkdownTwin.Covers("Text.", ""));
        Assert.False(MarkdownTwin.Covers("", ""));
    }

    [Fact]
    public void Covers_WhereLinksLead_IsNoMatter() =>
        Assert.True(MarkdownTwin.Covers("See one and two.", "See [one](https://example.org/x/y/z?q=w#v) and [two](</a b>)."));
}
