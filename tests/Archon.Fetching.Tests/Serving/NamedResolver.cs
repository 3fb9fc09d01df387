using System.Net;
using Archon.Fetching.Dialing;

namespace Archon.Fetching.Tests.Serving;

/// <summary>A name service that knows a few names.</summary>
internal sealed class NamedResolver(params (string Host, string Address)[] names) : IAddressResolver
{
    public Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<IPAddress>>(
        [.. names.Where(name => name.Host == host).Select(name => IPAddress.Parse(name.Address))]);
}
