using System.Net;
using Archon.Fetching.Dialing;

namespace Archon.Fetching.Tests.Dialing;

public sealed class DnsAddressResolverTests
{
    [Theory]
    [InlineData("a.localhost")]
    [InlineData("b.docs.LOCALHOST.")]
    public async Task ResolveAsync_OfANameBelowLocalhost_IsThisMachine(string host)
    {
        var addresses = await new DnsAddressResolver().ResolveAsync(host, TestContext.Current.CancellationToken);

        Assert.NotEmpty(addresses);
        Assert.All(addresses, address => Assert.True(IPAddress.IsLoopback(address)));
    }
}
