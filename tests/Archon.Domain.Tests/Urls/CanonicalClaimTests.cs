using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class CanonicalClaimTests
{
    [Theory]
    [InlineData("https://example.org/docs/a?print=1", "https://example.org/docs/a", "https://example.org/docs/a")]
    [InlineData("https://example.org/v1/a", "https://example.org/latest/a#top", "https://example.org/latest/a")]
    [InlineData("http://example.org/a", "https://www.example.org/a", "https://www.example.org/a")]
    [InlineData("https://example.org/a", "https://example.org/a", null)]
    [InlineData("https://example.org/a", "HTTPS://EXAMPLE.org:443/a#b", null)]
    [InlineData("https://example.org/a", "https://example.com/a", null)]
    [InlineData("https://example.org/a", "https://example.org:8080/a", null)]
    [InlineData("https://example.org/a", "javascript:alert(1)", null)]
    [InlineData("https://example.org/a", "", null)]
    [InlineData("https://example.org/a", null, null)]
    public void Of_IsAnotherAddressOfTheSameSite(string page, string? link, string? expected) =>
        Assert.Equal(expected, CanonicalClaim.Of(TestUrl.Of(page), link)?.Value);
}
