using Archon.Domain.Admission;
using Archon.Domain.Tests.Vectors;

namespace Archon.Domain.Tests.Admission;

public sealed class GlobPatternTests
{
    public static IEnumerable<TheoryDataRow<string, string, string>> Cases => Vector.Read3("globs.csv");

    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryVector_MatchesOrNot(string glob, string path, string expected)
    {
        Assert.True(GlobPattern.TryParse(glob, out var pattern, out var error), error);
        Assert.Equal(expected == "yes", pattern.Matches(path));
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData("/a[bc", "[ at character 3 has no matching ]")]
    [InlineData("/a[", "[ at character 3")]
    [InlineData("/a]", "] at character 3 has no matching [")]
    [InlineData("/{a,b", "{ at character 2 has no matching }")]
    [InlineData("/a}", "} at character 3 has no matching {")]
    [InlineData("/a\\", "escapes nothing")]
    [InlineData("/[z-a]", "z-a runs backwards")]
    [InlineData("/[é]", "beyond ASCII")]
    public void AGlobThatCannotBeRead_SaysWhy(string? glob, string part)
    {
        Assert.False(GlobPattern.TryParse(glob, out _, out var error));
        Assert.Contains(part, error);
    }

    [Fact]
    public void AGlobOfMoreThanAThousandCharacters_IsRefused()
    {
        Assert.True(GlobPattern.TryParse("/" + new string('a', 999), out _, out _));
        Assert.False(GlobPattern.TryParse("/" + new string('a', 1000), out _, out var error));
        Assert.Contains("at most 1000", error);
    }

    [Theory]
    [InlineData("*a")]
    [InlineData("**a")]
    [InlineData("**/a")]
    [InlineData("{a,*a}")]
    [InlineData("{a,aa}")]
    public void APatternMadeToBacktrack_IsStillLinear(string unit)
    {
        var glob = "/" + string.Concat(Enumerable.Repeat(unit, 150)) + "b";
        Assert.True(GlobPattern.TryParse(glob, out var pattern, out _));

        // A matcher that goes back needs longer than the universe is old; this one needs milliseconds.
        Assert.False(pattern.Matches("/" + string.Concat(Enumerable.Repeat("a/", 1000))));
        Assert.False(pattern.Matches("/" + new string('a', 2000)));
    }

    [Fact]
    public void AnyMixtureOfGlobCharacters_IsReadOrRefused()
    {
        const string Characters = "*?[]{}!^-,\\/ab%2é\uD83D\uDE00\0";
        var random = new Random(7);
        for (var i = 0; i < 50_000; i++)
        {
            var glob = new string(random.GetItems<char>(Characters, random.Next(1, 15)));
            if (GlobPattern.TryParse(glob, out var pattern, out var error))
            {
                pattern.Matches("/ab/a/b");
            }
            else
            {
                Assert.NotEmpty(error);
            }
        }
    }
}
