using System.Globalization;
using Archon.Domain.Admission;
using Archon.Domain.Tests.Urls;
using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Admission;

public sealed class FacetWatchTests
{
    private const int Budget = 50;

    private static readonly string[] Colours = ["red", "green", "blue", "black", "white"];
    private static readonly string[] Sizes = ["s", "m", "l", "xl"];
    private static readonly string[] Brands = ["acme", "globex", "initech", "umbrella", "hooli"];

    [Fact]
    public void CombinationsOfAFewFilters_AreATrap_WhoseOtherPathsAreNone()
    {
        var watch = new FacetWatch(Budget);
        var pages = (from colour in Colours from size in Sizes from brand in Brands select $"list?color={colour}&size={size}&brand={brand}").ToList();
        var read = 0;
        while (watch.JudgeTrap(Url("list?color=red&size=xxl")) is null)
        {
            watch.Note(Url(pages[read++]));
        }

        // One colour has not come yet.
        Assert.Equal((78, 13), watch.JudgeTrap(Url("list?size=xxl")) ?? default);
        Assert.Null(watch.JudgeTrap(Url("list")));
        Assert.Null(watch.JudgeTrap(Url("other?color=red&size=s")));
    }

    [Fact]
    public void FiltersOfSeveralValues_AreATrap()
    {
        var watch = new FacetWatch(Budget);
        for (var set = 1; set < 128; set++)
        {
            watch.Note(Url($"list?tags={string.Join("%2C", Enumerable.Range(0, 7).Where(tag => (set >> tag & 1) == 1))}&sort={set % 2}"));
        }

        Assert.NotNull(watch.JudgeTrap(Url("list?tags=9&sort=1")));
    }

    [Theory]
    [InlineData("topic?id={0}")]
    [InlineData("index.php?title=Page_{0}&action=edit")]
    [InlineData("topic?id={0}&sort=asc&view=all&lang=en")]
    [InlineData("list?page={0}")]
    public void PagesWithAValueOfTheirOwn_AreNone(string address)
    {
        var watch = new FacetWatch(Budget);
        for (var n = 0; n < 2_000; n++)
        {
            watch.Note(Url(string.Format(CultureInfo.InvariantCulture, address, n)));
        }

        Assert.Null(watch.JudgeTrap(Url(string.Format(CultureInfo.InvariantCulture, address, 2_000))));
    }

    [Fact]
    public void AFewPages_AreNone()
    {
        var watch = new FacetWatch(Budget);
        for (var n = 0; n < Budget - 1; n++)
        {
            watch.Note(Url($"list?a={n % 2}&b={n / 2 % 2}"));
        }

        Assert.Null(watch.JudgeTrap(Url("list?a=1&b=1")));
    }

    private static CanonicalUrl Url(string path) => TestUrl.Of("https://example.org/" + path);
}
