using Archon.Domain.Robots;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Robots;

public sealed class RobotsTxtTests
{
    public static IEnumerable<TheoryDataRow<string, string, string, string>> Cases => Vector.Read4("robots.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_IsAllowedOrNot(string text, string userAgent, string path, string expected)
    {
        Assert.Equal(expected == "yes", RobotsTxt.Parse(Vector.Unescape(text)).IsAllowed(userAgent, path));
    }

    [Theory]
    [InlineData("User-agent: *\nCrawl-delay: 5", 5.0)]
    [InlineData("User-agent: *\nCrawl-delay: 0.5", 0.5)]
    [InlineData("User-agent: *\nCrawl-delay: 1\nCrawl-delay: 3\nCrawl-delay: 2", 3.0)]
    [InlineData("User-agent: *\nCrawl-delay: 99999999999999999999", 86400.0)]
    [InlineData("User-agent: *\nCrawl-delay: 9\n\nUser-agent: archon\nCrawl-delay: 2", 2.0)]
    [InlineData("User-agent: x\nUser-agent: archon\nCrawl-delay: 2", 2.0)]
    [InlineData("User-agent: *\nCrawl-delay: 9\n\nUser-agent: archon\nDisallow:", null)]
    [InlineData("User-agent: *\nCrawl-delay: -1", null)]
    [InlineData("User-agent: *\nCrawl-delay: NaN", null)]
    [InlineData("User-agent: *\nCrawl-delay: -Infinity", null)]
    [InlineData("User-agent: *\nCrawl-delay: Infinity", 86400.0)]
    [InlineData("User-agent: *\nCrawl-delay: soon", null)]
    [InlineData("Crawl-delay: 5", null)]
    [InlineData("", null)]
    public void CrawlDelay_IsTheLongestOfTheCrawlersGroup(string text, double? seconds)
    {
        Assert.Equal(seconds, RobotsTxt.Parse(text).CrawlDelay("archon")?.TotalSeconds);
    }

    [Fact]
    public void Sitemaps_AreTakenFromAnywhereOnce()
    {
        var robots = RobotsTxt.Parse(
            "Sitemap: https://h/a.xml\nUser-agent: *\nsitemap:https://h/b.xml # b\nDisallow: /\nSITEMAP: https://h/a.xml\nSitemap:");

        Assert.Equal(["https://h/a.xml", "https://h/b.xml"], robots.Sitemaps);
    }

    [Fact]
    public void Parse_ReadsFiveHundredKibibytesInWholeLines()
    {
        const string Start = "User-agent: *\nDisallow: /a\n";
        var filler = new string('#', (500 * 1024) - Start.Length - 15) + "\n";

        var within = RobotsTxt.Parse(Start + filler + "Disallow: /bc\n" + "Disallow: /d\n");
        Assert.False(within.IsAllowed("archon", "/a"));
        Assert.False(within.IsAllowed("archon", "/bc"));
        Assert.True(within.IsAllowed("archon", "/d"));

        // The limit falls into "/bcdef": forbidding "/b" or "/bc" would be a rule that nobody wrote.
        var cut = RobotsTxt.Parse(Start + filler + "Disallow: /bcdef\n");
        Assert.False(cut.IsAllowed("archon", "/a"));
        Assert.True(cut.IsAllowed("archon", "/bcdef"));
    }

    [Fact]
    public void Parse_CountsBytesAndNotCharacters()
    {
        var filler = "#" + new string('日', 200 * 1024) + "\n";

        Assert.True(RobotsTxt.Parse("User-agent: *\n" + filler + "Disallow: /a\n").IsAllowed("archon", "/a"));
    }

    [Fact]
    public void APatternMadeToBacktrack_IsStillQuick()
    {
        var robots = RobotsTxt.Parse("User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 5000)) + "b$");

        Assert.True(robots.IsAllowed("archon", "/" + new string('a', 8000)));
    }

    [Fact]
    public void AnyMixtureOfLines_IsReadWithoutAnException()
    {
        string[] pieces =
        [
            "User-agent", "Allow", "Disallow", "Crawl-delay", "Sitemap", ":", " ", "*", "$", "/", "a", "%", "%2A", "#", "\n", "\r", "\0",
            "é", "\uD800", "9", ".",
        ];
        var random = new Random(11);
        for (var i = 0; i < 50_000; i++)
        {
            var robots = RobotsTxt.Parse(string.Concat(random.GetItems(pieces, 20)));
            robots.IsAllowed("a", "/a%2A$?é");
            robots.CrawlDelay("");
        }
    }
}
