using Archon.Domain.Urls;

namespace Archon.Domain.Tests.Urls;

public sealed class SameHostTests
{
    [Theory]
    [InlineData("https://example.org/a", "https://example.org/b", true)]
    [InlineData("https://example.org/", "http://example.org/", true)]
    [InlineData("https://example.org:8443/", "http://example.org:8443/", true)]
    [InlineData("https://example.org:8443/", "https://example.org/", false)]
    [InlineData("https://example.org/", "https://www.example.org/", false)]
    public void Are_ComparesHostsAndPorts(string a, string b, bool expected)
    {
        Assert.Equal(expected, SameHost.Are(TestUrl.Of(a), TestUrl.Of(b)));
    }
}
