using System.Net;
using Archon.Fetching.Dialing;
using Archon.Fetching.Exchanges;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Rendering;

/// <summary>What the tabs' proxies dial with: the fetcher's own clients and dialer, so that its guard and its limits hold for the browser too.</summary>
internal sealed class ProxyExits(FetchClients clients, CheckedDialer dialer, IOptions<FetchOptions> options)
{
    /// <summary>A connection for a tunnel.</summary>
    /// <exception cref="FetchFaultException">It may not, or cannot, be dialled.</exception>
    public ValueTask<Stream> DialAsync(DnsEndPoint endpoint, ProxyReach reach, CancellationToken cancellationToken) =>
        dialer.DialAsync(endpoint, options.Value.AllowPrivateNetworks || reach.AllowsPrivate(endpoint), cancellationToken);

    /// <summary>The answer to a plain request.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, ProxyReach reach, CancellationToken cancellationToken) =>
        clients.For(reach.AllowsPrivate(new DnsEndPoint(request.RequestUri!.IdnHost, request.RequestUri.Port))).SendAsync(request, cancellationToken);
}
