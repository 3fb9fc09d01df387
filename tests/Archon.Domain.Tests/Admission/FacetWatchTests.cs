using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Admission;
using Archon.Domain.Extraction;
using Archon.Domain.Tests.Urls;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class FacetWatchTests
{
    private const int Budget = 50;

    private static readonly string[] Colours = ["red", "green", "blue", "black", "white"];
    private static readonly string[] Sizes = ["s", "m", "l", "xl"];
    private static readonly string[] Brands = ["acme", "globex", "initech", "umbrella", "hooli"];

    /// <summary>The same filters, as sites write them.</summary>
    [Theory]
    [InlineData("list?color={0}&size={1}&brand={2}")]
    [InlineData("list?f={0}&f={1}&f={2}")]
    [InlineData("list?f={0},{1},{2}")]
    [InlineData("list?f={0}%7C{1}%7C{2}")]
    [InlineData("list/{0}/{1}/{2}")]
    [InlineData("en/list/color-{0}/size-{1}/brand-{2}")]
    public void CombinationsOfAFewFilters_AreATrap_WhoseOtherPathsAreNone(string address)
    {
        var watch = new FacetWatch(Budget);
        var read = 0;
        foreach (var filter in Filters())
        {
            if (watch.JudgeTrap(Of(address, filter)) is not null)
            {
                break;
            }

            watch.Note(Of(address, filter), Products(filter));
            read++;
        }

        // Fourteen values, of which some may not have come yet; a site that has its lists a folder below has one more.
        Assert.InRange(read, Budget, 15 * 6);
        Assert.Null(watch.JudgeTrap(Url("list")));
        Assert.Null(watch.JudgeTrap(Url("other?color=red&size=s")));
        Assert.Null(watch.JudgeTrap(Url("other/red/s")));
    }

    [Fact]
    public void FiltersOfSeveralValues_AreATrap()
    {
        var watch = new FacetWatch(Budget);
        for (var set = 1; set < 128; set++)
        {
            watch.Note(Url($"list?tags={string.Join("%2C", Enumerable.Range(0, 7).Where(tag => (set >> tag & 1) == 1))}&sort={set % 2}"), LineSketch.Of("The same list.\n\nAs before."));
        }

        Assert.NotNull(watch.JudgeTrap(Url("list?tags=9&sort=1")));
    }

    /// <summary>A manual in eight languages, or the pages of some modules: as many combinations of as few values, and each says something else.</summary>
    [Theory]
    [InlineData("man?lang={0}&page={1}")]
    [InlineData("v{0}/{1}/index")]
    [InlineData("docs/{0}/{1}")]
    public void PagesThatSaySomethingElseEach_AreNone(string address)
    {
        var watch = new FacetWatch(Budget);
        for (var page = 0; page < 44; page++)
        {
            for (var language = 0; language < 8; language++)
            {
                watch.Note(Url(string.Format(CultureInfo.InvariantCulture, address, language, page)), LineSketch.Of($"# Page {page} in {language}\n\nWhat is said of {page}, in {language}.\n\nContents"));
            }
        }

        Assert.Null(watch.JudgeTrap(Url(string.Format(CultureInfo.InvariantCulture, address, 8, 44))));
    }

    /// <summary>Of twenty versions, most pages are the same in each.</summary>
    [Fact]
    public void VersionsOfAManual_AreNone()
    {
        var watch = new FacetWatch(Budget);
        for (var page = 0; page < 60; page++)
        {
            for (var version = 0; version < 20; version++)
            {
                watch.Note(Url($"docs/{version}/page-{page}"), LineSketch.Of($"# Page {page}\n\nWhat is said of {page}.\n\nMore of {page}."));
                Assert.Null(watch.JudgeTrap(Url("docs/21/other")));
            }
        }
    }

    [Theory]
    [InlineData("topic?id={0}")]
    [InlineData("index.php?title=Page_{0}&action=edit")]
    [InlineData("topic?id={0}&sort=asc&view=all&lang=en")]
    [InlineData("list?page={0}")]
    [InlineData("a/b/{0}")]
    public void PagesWithAValueOfTheirOwn_AreNone(string address)
    {
        var watch = new FacetWatch(Budget);
        for (var n = 0; n < 2_000; n++)
        {
            watch.Note(Url(string.Format(CultureInfo.InvariantCulture, address, n)), LineSketch.Of("The same on every page."));
        }

        Assert.Null(watch.JudgeTrap(Url(string.Format(CultureInfo.InvariantCulture, address, 2_000))));
    }

    [Fact]
    public void AFewPages_AndPagesThatWereNotRead_AreNone()
    {
        var watch = new FacetWatch(Budget);
        for (var n = 0; n < Budget - 1; n++)
        {
            watch.Note(Url($"list?a={n % 2}&b={n / 2 % 2}"), LineSketch.Of("The same."));
        }

        for (var n = 0; n < Budget; n++)
        {
            watch.Note(Url($"list?a={n % 2}&b={n / 2 % 2}"), []);
        }

        Assert.Null(watch.JudgeTrap(Url("list?a=1&b=1")));
    }

    private static IEnumerable<string[]> Filters() => from colour in Colours from size in Sizes from brand in Brands select (string[])[colour, size, brand];

    private static CanonicalUrl Of(string address, string[] filter) => Url(string.Format(CultureInfo.InvariantCulture, address, filter[0], filter[1], filter[2]));

    // Forty products, of which each filter shows eight; the heading is its own.
    private static ImmutableArray<long> Products(string[] filter) => LineSketch.Of(
        $"# {string.Join(' ', filter)}\n\n" + string.Join("\n\n", Enumerable.Range(0, 8).Select(n => $"- [A fine product of number {(n * 5 + filter[0].Length + filter[1].Length) % 40}](/p?from={filter[0]})")));

    private static CanonicalUrl Url(string path) => TestUrl.Of("https://example.org/" + path);
}
