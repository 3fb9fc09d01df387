using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Grains.Tests.Crawling;

/// <summary>The bounds that the message tells are those that the domain holds.</summary>
public sealed class CrawlRequestBoundsTests
{
    public static TheoryData<string> Bounded { get; } =
        [.. typeof(CrawlRequest).GetProperties().Where(property => property.IsDefined(typeof(RangeAttribute))).Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Bounded))]
    public void Bounds_AreTheDomains(string name)
    {
        var range = typeof(CrawlRequest).GetProperty(name)!.GetCustomAttribute<RangeAttribute>()!;

        Assert.Null(Check(name, (int)range.Minimum));
        Assert.Null(Check(name, (int)range.Maximum));
        Assert.NotNull(Check(name, (int)range.Minimum - 1));
        Assert.NotNull(Check(name, (int)range.Maximum + 1));
    }

    [Fact]
    public void EveryNumber_HasBounds() => Assert.Equal(typeof(CrawlRequest).GetProperties().Count(property => property.PropertyType == typeof(int)), Bounded.Count);

    private static CrawlSettingsError? Check(string name, int value)
    {
        var settings = new CrawlSettings { Url = "https://docs.example.org/" };
        typeof(CrawlSettings).GetProperty(name)!.SetValue(settings, value);
        return CrawlSettingsRules.Check(settings);
    }
}
