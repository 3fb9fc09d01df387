using Archon.Domain.Robots;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Robots;

public sealed class RobotsTagTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("robots-tags.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_SaysWhatIsAskedOfUs(string headers, string noIndex, string noFollow) =>
        Assert.Equal(new RobotsTag(noIndex == "yes", noFollow == "yes"), RobotsTag.Read(Vector.Unescape(headers), "ArchonBot"));

    [Fact]
    public void NoHeader_AsksNothing() => Assert.Equal(default, RobotsTag.Read(null, "ArchonBot"));
}
