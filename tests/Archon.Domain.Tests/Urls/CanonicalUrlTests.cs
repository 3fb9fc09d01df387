using Archon.Domain.Crawling;
using Archon.Domain.Tests.Vectors;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class CanonicalUrlTests
{
    private static readonly CanonicalUrl Page = TestUrl.Of("https://example.org/docs/guide?x=1");

    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("urls.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_HasTheExpectedAddressOrRefusal(string page, string text, string expected)
    {
        Assert.Equal(expected, Answer(page, Vector.Unescape(text)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ACanonicalAddress_StaysItself(string page, string text, string expected)
    {
        _ = (page, text);
        if (expected.StartsWith('!'))
        {
            return;
        }

        Assert.Equal(expected, TestUrl.Of(expected).Value);
        Assert.True(CanonicalUrl.TryResolve(Page, expected, out var resolved, out _));
        Assert.Equal(TestUrl.Of(expected), resolved);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheFrameworksUri_AgreesWithEveryAddress(string page, string text, string expected)
    {
        _ = (page, text);
        if (expected.StartsWith('!'))
        {
            return;
        }

        var url = TestUrl.Of(expected);
        var uri = url.ToUri();
        Assert.Equal(url.Value, uri.AbsoluteUri);
        Assert.Equal(url.Scheme, uri.Scheme);
        Assert.Equal(url.Host, uri.Host);
        Assert.Equal(url.Port, uri.Port);
        Assert.Equal(url.Origin, uri.GetLeftPart(UriPartial.Authority));
        Assert.Equal(url.Path, uri.AbsolutePath);
        Assert.Equal(url.PathAndQuery, uri.PathAndQuery);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void TheQuickWay_AgreesWithTheParser(string page, string text, string expected)
    {
        _ = expected;
        var start = page.Length == 0 ? Page : TestUrl.Of(page);
        var link = Vector.Unescape(text);
        if (SimpleLink.TryResolve(start, link, out var quick))
        {
            Assert.Equal(PageReason.None, UrlParser.Parse(link, start, out var parsed));
            Assert.Equal(parsed.Value, quick.Value);
            Assert.Equal((parsed.Host, parsed.Path, parsed.PathAndQuery), (quick.Host, quick.Path, quick.PathAndQuery));
        }
    }

    [Fact]
    public void AnyMixtureOfTrickyPieces_IsRefusedOrStableAndKnownToTheFramework()
    {
        string[] pieces =
        [
            "http", "https", ":", "/", "//", "\\", ".", "..", "%2e", "%", "%4", "%2F", "%C3", "?", "&", "#", "@", "[", "]", "::1",
            "a", "B", "example.org", "xn--", "xn--a", "-", "_", "é", "ß", "日", "\uD83D", "\uDE00", "\0", "\t", " ", "\u00AD", "0x7f",
            "127.1", "80", ";", "=", "utm_a", "gclid", "{", "|", "\"", "\u3002", "／", "~", "*", "$", "+",
        ];
        var random = new Random(20_260_101);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]));
            text = random.Next(3) switch { 0 => "https://" + text, 1 => "http://h/" + text, _ => text };
            if (!CanonicalUrl.TryResolve(Page, text, out var url, out var refusal))
            {
                Assert.NotEqual(PageReason.None, refusal);
                continue;
            }

            Assert.True(CanonicalUrl.TryParse(url.Value, out var again), text);
            Assert.Equal(url.Value, again.Value);
            Assert.Equal((url.Host, url.Port, url.Path), (again.Host, again.Port, again.Path));
            Assert.True(Uri.TryCreate(url.Value, UriKind.Absolute, out var uri), url.Value);
            Assert.Equal(url.Value, uri.AbsoluteUri);
            if (SimpleLink.TryResolve(Page, text, out var quick))
            {
                UrlParser.Parse(text, Page, out var parsed);
                Assert.Equal(parsed.Value, quick.Value);
            }
        }
    }

    [Fact]
    public void AnAddressOf2048Characters_IsTakenAndOneMoreIsTooLong()
    {
        var longest = "https://example.org/" + new string('a', 2048 - 20);

        Assert.Equal(2048, TestUrl.Of(longest).Value.Length);
        Assert.Equal("!UrlTooLong", Answer("", longest + "a"));
        Assert.Equal("!UrlTooLong", Answer("https://example.org/", new string('a', 2029)));
        Assert.Equal(2048, TestUrl.Of(longest + "?utm_source=" + new string('b', 5000) + "#" + new string('c', 5000)).Value.Length);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("é")]
    [InlineData("\0")]
    [InlineData("\uD800")]
    [InlineData("%")]
    [InlineData("../")]
    [InlineData("&gclid=1")]
    [InlineData(".")]
    [InlineData("[")]
    [InlineData("\t")]
    public void AMegabyteOfAnything_IsAnsweredAndNotThrown(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        string[] fronts = ["", "https://", "https://example.org/", "https://example.org/?", "//", "javascript:", "http://["];
        foreach (var front in fronts)
        {
            var taken = CanonicalUrl.TryResolve(Page, front + text, out var url, out var refusal);
            Assert.Equal(taken, refusal == PageReason.None);
            Assert.True(url.Value.Length <= CanonicalUrl.MaxLength);
        }
    }

    [Fact]
    public void Parts_AreThoseOfTheAddress()
    {
        var url = TestUrl.Of("http://Docs.Example.org:8080/a/b%20c?d=e#f");

        Assert.Equal("http://docs.example.org:8080/a/b%20c?d=e", url.ToString());
        Assert.Equal(("http", "docs.example.org", 8080), (url.Scheme, url.Host, url.Port));
        Assert.Equal("http://docs.example.org:8080", url.Origin);
        Assert.Equal("/a/b%20c", url.Path);
        Assert.Equal("/a/b%20c?d=e", url.PathAndQuery);
    }

    [Fact]
    public void TheDefaultValue_IsNoAddressAndHarmless()
    {
        var none = default(CanonicalUrl);

        Assert.Equal(0, none.Port);
        Assert.All([none.Value, none.Scheme, none.Host, none.Origin, none.Path, none.PathAndQuery], Assert.Empty);
        Assert.Equal(default, none);
        Assert.Equal("", none.ToString());
        Assert.False(CanonicalUrl.TryResolve(none, "a", out _, out _));
        Assert.Throws<InvalidOperationException>(none.ToUri);
    }

    [Fact]
    public void Null_IsMalformed()
    {
        Assert.False(CanonicalUrl.TryParse(null, out _));
    }

    [Theory]
    [InlineData("https://x.example/new/", "https://x.example/old#/guide/a%20b", "https://x.example/new/#/guide/a%20b")]
    [InlineData("https://x.example/new/?q=1", "https://x.example/old#!/guide", "https://x.example/new/?q=1#!/guide")]
    [InlineData("https://x.example/new/#/own", "https://x.example/old#/guide", "https://x.example/new/#/own")]
    [InlineData("https://x.example/new/", "https://x.example/old", "https://x.example/new/")]
    public void WithRouteOf_InheritsARoute_UnlessItHasOne(string url, string other, string expected)
    {
        var with = TestUrl.Of(url).WithRouteOf(TestUrl.Of(other));

        Assert.Equal((expected, TestUrl.Of(expected).Route, TestUrl.Of(expected).WithoutRoute()), (with.Value, with.Route, with.WithoutRoute()));
    }

    [Fact]
    public void WithRouteOf_LeavesOutARouteThatMakesItTooLong()
    {
        var url = TestUrl.Of($"https://x.example/{new string('a', CanonicalUrl.MaxLength - 30)}");

        Assert.Equal(url, url.WithRouteOf(TestUrl.Of("https://x.example/#/a-guide-to-the-whole-of-it")));
    }

    private static string Answer(string page, string text)
    {
        var taken = page.Length == 0
            ? CanonicalUrl.TryParse(text, out var url, out var refusal)
            : CanonicalUrl.TryResolve(TestUrl.Of(page), text, out url, out refusal);
        return taken ? url.Value : $"!{refusal}";
    }
}
