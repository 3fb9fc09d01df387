using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Domain.Tests.Crawling;

public sealed class CrawlSettingsRulesTests
{
    private static readonly CrawlSettings Good = new() { Url = "https://docs.example.org/" };

    public static TheoryData<CrawlSettings, string, string> Wrong => new()
    {
        { Good with { MaxPages = 0 }, "maxPages", "maxPages is 0; it must be from 1 to 10,000,000." },
        { Good with { MaxPages = 10_000_001 }, "maxPages", "10,000,000" },
        { Good with { MaxDepth = -1 }, "maxDepth", "maxDepth is -1; it must be from 0 to 1,000." },
        { Good with { MaxDepth = 1001 }, "maxDepth", "1,000" },
        { Good with { Concurrency = 0 }, "concurrency", "from 1 to 256" },
        { Good with { Concurrency = 257 }, "concurrency", "from 1 to 256" },
        { Good with { Scope = (CrawlScope)9 }, "scope", "scope is 9, which means nothing; it must be one of subtree, host, domain." },
        { Good with { Mode = (CrawlMode)9 }, "mode", "auto, single, recursive, sitemap, llms" },
        { Good with { Render = (RenderMode)9 }, "render", "auto, never, always" },
        { Good with { PrivateAccess = (PrivateAccess)9 }, "privateAccess", "none, seedOrigin, all" },
        { Good with { Include = ["/a/**", "/b["] }, "include", "'/b['" },
        { Good with { Exclude = [""] }, "exclude", "empty" },
        { Good with { Exclude = [null!] }, "exclude", "empty" },
        { Good with { Include = Many(101) }, "include", "include has 101 globs; at most 100 are allowed." },
        { Good with { Exclude = ["/" + new string('a', 1000)] }, "exclude", "at most 1000" },
        { Good with { Tags = Many(101) }, "tags", "tags has 101 tags; at most 100 are allowed." },
        { Good with { Tags = [" "] }, "tags", "empty" },
        { Good with { Tags = [new string('a', 101)] }, "tags", "at most 100" },
        { Good with { Tags = ["a\0"] }, "tags", "control characters" },
        { Good with { MaxPages = 0, Url = "x", MaxDepth = -1 }, "url", "x" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Check_NamesTheFirstProblemAndWhatWouldBeRight(CrawlSettings settings, string field, string part)
    {
        var error = CrawlSettingsRules.Check(settings);

        Assert.Equal(field, error?.Field);
        Assert.Contains(part, error?.Message);
    }

    [Theory]
    [InlineData("", "url is missing")]
    [InlineData("  ", "url is missing")]
    [InlineData(null, "url is missing")]
    [InlineData("ftp://example.org/a", "url 'ftp://example.org/a' is ftp; only http and https can be crawled.")]
    [InlineData("FILE:///etc/passwd", "is file; only http and https")]
    [InlineData("docs.example.org/a", "has no scheme; did you mean 'https://docs.example.org/a'?")]
    [InlineData("//docs.example.org/a", "did you mean 'https://docs.example.org/a'?")]
    [InlineData("localhost:8080/a", "did you mean 'https://localhost:8080/a'?")]
    [InlineData("docs.example.org:8443/a", "did you mean 'https://docs.example.org:8443/a'?")]
    [InlineData("https://", "no host name or port that can be read")]
    [InlineData("http://exa mple.org/", "no host name or port that can be read")]
    [InlineData("http://example.org:99999/", "url 'http://example.org:99999/' has the port 99999, which is none; ports are 1 to 65,535.")]
    [InlineData("http://[::1]:0", "has the port 0, which is none")]
    [InlineData("http://example.org:8x/", "no host name or port that can be read")]
    [InlineData("http://me:secret@example.org/a", "url has a user name or password before its host; give them as access.basic, and leave them out here: 'http://example.org/a'")]
    [InlineData(" HTTPS:\\\\me@example.org", "leave them out here: 'https://example.org/'")]
    [InlineData("http://me:secret@exa mple.org/", "give them as access.basic, and leave them out here.")]
    [InlineData("http://me:secret@example.org:99999/", "give them as access.basic, and leave them out here.")]
    [InlineData("my docs", "is not an absolute address")]
    public void Check_OfAnAddressThatCannotBeCrawled_SaysWhatToWrite(string? url, string part)
    {
        var error = CrawlSettingsRules.Check(Good with { Url = url! });

        Assert.Equal("url", error?.Field);
        Assert.Contains(part, error?.Message);
    }

    [Theory]
    [InlineData("http://example.org/@me")]
    [InlineData("http://example.org?to=a@b")]
    [InlineData("http://example.org#a@b:99999")]
    public void Check_OfAnAtSignBehindTheHost_FindsNothing(string url) => Assert.Null(CrawlSettingsRules.Check(Good with { Url = url }));

    [Fact]
    public void Check_OfAVeryLongAddress_QuotesItsStartOnly()
    {
        var error = CrawlSettingsRules.Check(Good with { Url = "https://example.org/" + new string('a', 5000) });

        Assert.Contains("has 5,020 characters; at most 2,048 are allowed", error?.Message);
        Assert.True(error?.Message.Length < 250);
    }

    [Fact]
    public void Check_OfSettingsAtTheirBounds_FindsNothing()
    {
        Assert.Null(CrawlSettingsRules.Check(Good));
        Assert.Null(CrawlSettingsRules.Check(Good with { MaxPages = 1, MaxDepth = 0, Concurrency = 1 }));
        Assert.Null(CrawlSettingsRules.Check(Good with { MaxPages = 10_000_000, MaxDepth = 1000, Concurrency = 256 }));
        Assert.Null(CrawlSettingsRules.Check(Good with { Include = Many(100), Exclude = Many(100), Tags = Many(100) }));
        Assert.Null(CrawlSettingsRules.Check(Good with { Include = default, Exclude = default, Tags = default }));
    }

    private static ImmutableArray<string> Many(int count) => [.. Enumerable.Range(0, count).Select(i => $"/{i}")];
}
