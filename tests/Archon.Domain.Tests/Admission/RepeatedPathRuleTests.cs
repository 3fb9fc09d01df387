using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class RepeatedPathRuleTests
{
    [Theory]
    [InlineData("/a/a/a")]
    [InlineData("/a/a/a/")]
    [InlineData("/x/a/a/a/y")]
    [InlineData("/a/b/a/b/a/b")]
    [InlineData("/x/a/b/a/b/a/b/index.html")]
    [InlineData("/b/a/b/a/b/a/c")]
    [InlineData("/a/b/c/a/b/c/a/b/c/")]
    [InlineData("/a/1/a/2/a/3/a/4/a/5/a/6")]
    [InlineData("/x////y")]
    public void ATrap_IsRefused(string path)
    {
        Assert.Equal(PageReason.RepeatedPath, RepeatedPathRule.Judge(TestUrl.Of("https://example.org" + path)));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/a/a")]
    [InlineData("/a/a/")]
    [InlineData("/a/a/b/a")]
    [InlineData("/a/b/a/b/")]
    [InlineData("/a/b/a/b/a")]
    [InlineData("/a/1/a/2/a/3/a/4/a/5")]
    [InlineData("/a//b")]
    [InlineData("/aa/aaa/a")]
    [InlineData("/2024/11/11/post")]
    [InlineData("/a?b=/c/c/c/c")]
    public void AnOrdinaryPath_IsAdmitted(string path)
    {
        Assert.Equal(PageReason.None, RepeatedPathRule.Judge(TestUrl.Of("https://example.org" + path)));
    }

    [Fact]
    public void TheLongestPath_IsJudged()
    {
        var path = string.Concat(Enumerable.Range(0, 500).Select(i => $"/{i}"));

        Assert.Equal(PageReason.None, RepeatedPathRule.Judge(TestUrl.Of("https://example.org" + path)));
        Assert.Equal(PageReason.RepeatedPath, RepeatedPathRule.Judge(TestUrl.Of("https://example.org" + new string('/', 2000))));
    }
}
