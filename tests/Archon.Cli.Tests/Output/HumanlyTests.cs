using Archon.Cli.Output;

namespace Archon.Cli.Tests.Output;

public sealed class HumanlyTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(9.96, "10 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(125, "2 min 5 s")]
    [InlineData(3840, "1 h 4 min")]
    [InlineData(180000, "50 h 0 min")]
    public void Duration_HasTwoUnitsAtMost(double seconds, string expected) => Assert.Equal(expected, Humanly.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(200, 200)]
    [InlineData(521, 1000)]
    [InlineData(1169, 2000)]
    public void RoundUp_GivesANumberThatIsEasyToType(long count, long expected) => Assert.Equal(expected, Humanly.RoundUp(count));

    [Fact]
    public void Count_KnowsOneFromMany()
    {
        Assert.Equal("1 page", Humanly.Count(1, "page", "pages"));
        Assert.Equal("2,000 pages", Humanly.Count(2000, "page", "pages"));
    }
}
