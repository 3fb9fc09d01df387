using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class IndexFileTests
{
    [Theory]
    [InlineData("https://example.org/docs", "https://example.org/docs/", true)]
    [InlineData("https://example.org/docs/", "https://example.org/docs/index.html", true)]
    [InlineData("https://example.org/docs", "https://example.org/docs/Default.aspx", true)]
    [InlineData("https://example.org/docs/index.php", "https://example.org/docs/index.htm", true)]
    [InlineData("https://example.org/", "https://example.org/index.html", true)]
    [InlineData("https://example.org/docs/?a", "https://example.org/docs/index.html?a", true)]
    [InlineData("https://example.org/docs/", "https://example.org/docs/", false)]
    [InlineData("https://example.org/docs/?a", "https://example.org/docs/index.html?b", false)]
    [InlineData("https://example.org/docs/#/guide", "https://example.org/docs/", false)]
    [InlineData("https://example.org/docs/#/guide", "https://example.org/docs/index.html#/guide", true)]
    [InlineData("https://example.org/docs", "https://example.org/api", false)]
    [InlineData("https://example.org/docs", "http://example.org/docs/", false)]
    [InlineData("https://example.org/docs", "https://www.example.org/docs/", false)]
    [InlineData("https://example.org/docs", "https://example.org/docs/myindex.html", false)]
    [InlineData("https://example.org/docs", "https://example.org/docs//", false)]
    public void DiffersOnlyByIndexFile_LooksAtTheEndOfThePath(string a, string b, bool expected)
    {
        Assert.Equal(expected, IndexFile.DiffersOnlyByIndexFile(TestUrl.Of(a), TestUrl.Of(b)));
        Assert.Equal(expected, IndexFile.DiffersOnlyByIndexFile(TestUrl.Of(b), TestUrl.Of(a)));
    }
}
