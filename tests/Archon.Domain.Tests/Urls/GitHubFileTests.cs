using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Vectors;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class GitHubFileTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Cases => Vector.Read2("github-files.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void TryRaw_FindsTheFileBehindItsPage(string address, string expected)
    {
        Assert.Equal(expected.Length > 0, GitHubFile.TryRaw(TestUrl.Of(address), out var raw));
        Assert.Equal(expected, raw.Value);
    }

    [Fact]
    public void Sort_InACrawlOfFiles_TakesTheFileForItsPage_AndElsewhereThePage()
    {
        const string Page = "https://github.com/o/r/blob/main/docs/b.md";
        var files = TestUrl.Of("https://raw.githubusercontent.com/o/r/main/docs/a.md");
        var site = TestUrl.Of("https://github.com/o/r/");

        var ofFiles = LinkSorter.Sort(AdmissionPolicy.For(new CrawlSettings { Url = files.Value }, files), files, 0, [Page, "b.md"]);
        var ofSite = LinkSorter.Sort(AdmissionPolicy.For(new CrawlSettings { Url = site.Value }, site), site, 0, [Page]);

        Assert.Equal("https://raw.githubusercontent.com/o/r/main/docs/b.md", Assert.Single(ofFiles.Admitted).Url);
        Assert.Equal(Page, Assert.Single(ofSite.Admitted).Url);
    }
}
