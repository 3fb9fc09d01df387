using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class SourceIdTests
{
    [Theory]
    [InlineData("https://docs.example.org/", "docs-example-org-")]
    [InlineData("https://docs.example.org/Guide/v1.2/", "docs-example-org-guide-v1-2-")]
    [InlineData("http://[::1]:8080/a", "1-a-")]
    public void From_IsReadableAndEndsInEightHexDigits(string seed, string start)
    {
        var id = SourceId.From(TestUrl.Of(seed));

        Assert.StartsWith(start, id);
        Assert.Matches("^[0-9a-f]{8}$", id[start.Length..]);
    }

    [Fact]
    public void From_NeverChanges()
    {
        // printf %s https://docs.example.org/ | sha256sum
        Assert.Equal("docs-example-org-92cecb06", SourceId.From(TestUrl.Of("https://docs.example.org")));
    }

    [Fact]
    public void From_TellsApartWhatTheSlugDoesNot()
    {
        Assert.NotEqual(SourceId.From(TestUrl.Of("https://example.org/a?b")), SourceId.From(TestUrl.Of("https://example.org/a?c")));
    }

    [Fact]
    public void From_CutsALongPathAtSixtyCharacters()
    {
        var id = SourceId.From(TestUrl.Of("https://example.org/" + new string('a', 500)));

        Assert.Equal(60 + 1 + 8, id.Length);
    }
}
