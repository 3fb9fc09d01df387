using System.Net;
using Archon.Ports.Fetching;

namespace Archon.Fetching.Rendering;

/// <summary>What may be dialled for a tab beside the Internet. The same for all pages a tab ever shows: its connections outlive a page.</summary>
/// <param name="Private">How much.</param>
/// <param name="Host">The host of <see cref="PrivateReach.OwnOrigin"/>.</param>
/// <param name="Port">Its port.</param>
internal readonly record struct ProxyReach(PrivateReach Private, string Host, int Port)
{
    public static ProxyReach Of(RenderRequest request) => new(request.PrivateReach, request.Url.IdnHost, request.Url.Port);

    public bool AllowsPrivate(DnsEndPoint endpoint) => Private switch
    {
        PrivateReach.All => true,
        PrivateReach.OwnOrigin => endpoint.Port == Port && endpoint.Host.Trim('[', ']').Equals(Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
