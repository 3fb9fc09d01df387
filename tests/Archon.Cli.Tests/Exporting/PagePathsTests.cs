using System.Text;
using Archon.Cli.Exporting;

namespace Archon.Cli.Tests.Exporting;

public sealed class PagePathsTests
{
    private readonly PagePaths _paths = new();

    [Theory]
    [InlineData("https://docs.example.org/", "docs.example.org/index.md")]
    [InlineData("https://docs.example.org/a/b.html", "docs.example.org/a/b.md")]
    [InlineData("https://docs.example.org/a/b/", "docs.example.org/a/b/index.md")]
    [InlineData("https://docs.example.org/a/b", "docs.example.org/a/b.md")]
    [InlineData("https://docs.example.org/README.md", "docs.example.org/README.md")]
    [InlineData("https://docs.example.org/v1.2/x", "docs.example.org/v1.2/x.md")]
    [InlineData("https://docs.example.org/a.md/b", "docs.example.org/a.md_/b.md")]
    [InlineData("http://localhost:8000/x", "localhost_8000/x.md")]
    [InlineData("http://[::1]:8000/x", "[__1]_8000/x.md")]
    [InlineData("https://docs.example.org/%2e%2e%2fetc/passwd", "docs.example.org/_.._etc/passwd.md")]
    [InlineData("https://docs.example.org/..%5C..%5Cx", "docs.example.org/_.._.._x.md")]
    [InlineData("https://docs.example.org/gr%C3%B6%C3%9Fe", "docs.example.org/größe.md")]
    public void For_FollowsHostAndPath(string url, string expected) =>
        Assert.Equal(expected.Replace('/', Path.DirectorySeparatorChar), _paths.For(url));

    [Fact]
    public void For_AddressesThatWouldShareAFile_GivesEachItsOwn()
    {
        string[] urls =
        [
            "https://e.org/a", "https://e.org/a.html", "https://e.org/A", "https://e.org/a.htm", "https://e.org/a?x=1", "https://e.org/a?x=2",
            "https://e.org/a/", "https://e.org/a/index", "https://e.org/a/index.html", "https://e.org/%61%2F", "https://e.org/e%CC%81", "https://e.org/%C3%A9",
        ];

        var paths = urls.Select(_paths.For).Select(path => path.Normalize(NormalizationForm.FormC)).ToHashSet(StringComparer.OrdinalIgnoreCase);

        Assert.Equal(urls.Length, paths.Count);
    }

    [Fact]
    public void For_TheSameAddresses_GivesTheSamePathsNextTime()
    {
        string[] urls = ["https://e.org/a", "https://e.org/A", "https://e.org/a?x=1"];

        var again = new PagePaths();

        Assert.Equal(urls.Select(_paths.For), urls.Select(again.For));
    }

    [Fact]
    public void For_AFileAndAFolderOfTheSameName_KeepsThemApart()
    {
        var file = _paths.For("https://e.org/guide.md");
        var below = _paths.For("https://e.org/guide.md/intro");

        Assert.False(below.StartsWith(file + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void For_ALongAddress_KeepsEveryNameShort()
    {
        var path = _paths.For($"https://e.org/{new string('ä', 300)}/{new string('文', 300)}.html?q=1");

        Assert.All(path.Split(Path.DirectorySeparatorChar), name => Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 200));
    }
}
