using Archon.Client;

namespace Archon.Gateway.Tests.Client;

public sealed class LoopbackUrlTests
{
    [Theory]
    [InlineData("http://localhost/x", true)]
    [InlineData("http://127.4.5.6:80/", true)]
    [InlineData("https://[::1]/", true)]
    [InlineData("http://a.docs.localhost:8000/", true)]
    [InlineData("http://a.LOCALHOST./", true)]
    [InlineData("http://192.168.0.1/", false)]
    [InlineData("https://localhost.example.org/", false)]
    [InlineData("https://notlocalhost/", false)]
    [InlineData("https://example.org/.localhost", false)]
    [InlineData("https://user.localhost@example.org/", false)]
    [InlineData("localhost", false)]
    public void Is_GoesByTheAddressItself(string url, bool expected) => Assert.Equal(expected, LoopbackUrl.Is(url));
}
