using Archon.Domain.Admission;
using Archon.Domain.Crawling;
using Archon.Domain.Tests.Urls;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class AdmissionPolicyTests
{
    private static readonly CanonicalUrl Seed = TestUrl.Of("https://example.org/docs/");
    private static readonly CrawlSettings Settings = new() { Url = Seed.Value, MaxDepth = 3 };

    [Theory]
    [InlineData("https://example.org/docs/a", 3, PageReason.None)]
    [InlineData("https://example.org/docs/a", 4, PageReason.TooDeep)]
    [InlineData("https://example.org/api", 1, PageReason.OutOfScope)]
    [InlineData("https://example.org/api.png", 9, PageReason.OutOfScope)]
    [InlineData("https://example.org/docs/a.png", 9, PageReason.BinaryExtension)]
    [InlineData("https://example.org/docs/a/a/a", 9, PageReason.RepeatedPath)]
    [InlineData("https://example.org/docs/old/a", 9, PageReason.Excluded)]
    public void Judge_NamesTheFirstRuleThatRefuses(string url, int depth, PageReason expected)
    {
        var policy = AdmissionPolicy.For(Settings with { Exclude = ["/docs/old/**"] }, Seed);

        Assert.Equal(expected, policy.Judge(TestUrl.Of(url), depth));
    }

    [Fact]
    public void Judge_WithIncludeGlobs_AdmitsOnlyTheirMatchesAndTheSeed()
    {
        var policy = AdmissionPolicy.For(Settings with { Include = ["/docs/api/**", "/docs/guide/**"] }, Seed);

        Assert.Equal(PageReason.None, policy.Judge(Seed, 0));
        Assert.Equal(PageReason.None, policy.Judge(TestUrl.Of("https://example.org/docs/guide/a"), 1));
        Assert.Equal(PageReason.NotIncluded, policy.Judge(TestUrl.Of("https://example.org/docs/blog"), 1));
    }

    [Fact]
    public void Judge_WhenBothGlobsMatch_Excludes()
    {
        var policy = AdmissionPolicy.For(Settings with { Include = ["/docs/**"], Exclude = ["/docs/api/**"] }, Seed);

        Assert.Equal(PageReason.Excluded, policy.Judge(TestUrl.Of("https://example.org/docs/api/a"), 1));
    }

    [Fact]
    public void Judge_InSingleMode_AdmitsTheSeedAndNoLink()
    {
        var policy = AdmissionPolicy.For(Settings with { Mode = CrawlMode.Single }, Seed);

        Assert.Equal(PageReason.None, policy.Judge(Seed, 0));
        Assert.Equal(PageReason.TooDeep, policy.Judge(TestUrl.Of("https://example.org/docs/a"), 1));
    }

    [Fact]
    public void Judge_ScopesByWhereTheSeedWasRedirectedTo()
    {
        var policy = AdmissionPolicy.For(Settings, TestUrl.Of("https://www.example.org/en/docs/"));

        Assert.Equal(PageReason.None, policy.Judge(TestUrl.Of("https://www.example.org/en/docs/a"), 1));
        Assert.Equal(PageReason.OutOfScope, policy.Judge(TestUrl.Of("https://example.org/docs/a"), 1));
    }

    [Fact]
    public void Judge_OfNoAddress_IsMalformed()
    {
        Assert.Equal(PageReason.Malformed, AdmissionPolicy.For(Settings, Seed).Judge(default, 1));
    }

    [Fact]
    public void For_WithAGlobThatCannotBeRead_SaysWhichAndWhy()
    {
        var error = Assert.Throws<ArgumentException>(() => AdmissionPolicy.For(Settings with { Include = ["/a["] }, Seed));

        Assert.Contains("'/a['", error.Message);
    }

    [Fact]
    public void For_WithDefaultLists_TakesThemAsEmpty()
    {
        var policy = AdmissionPolicy.For(Settings with { Include = default, Exclude = default }, Seed);

        Assert.Equal(PageReason.None, policy.Judge(TestUrl.Of("https://example.org/docs/a"), 1));
    }
}
