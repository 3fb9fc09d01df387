using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class SameSiteTests
{
    [Theory]
    [InlineData("https://example.org/", "http://www.example.org/a", true)]
    [InlineData("https://www.example.org/", "https://www.example.org/", true)]
    [InlineData("https://docs.example.org/", "https://example.org/", false)]
    [InlineData("https://www.org/", "https://org/", false)]
    [InlineData("http://localhost:3000/", "http://localhost:3001/", false)]
    public void Are_IgnoresSchemeAndWww(string a, string b, bool expected)
    {
        Assert.Equal(expected, SameSite.Are(TestUrl.Of(a), TestUrl.Of(b)));
    }
}
