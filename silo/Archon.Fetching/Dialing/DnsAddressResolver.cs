using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Dialing;

/// <summary>Asks the operating system.</summary>
internal sealed class DnsAddressResolver : IAddressResolver
{
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException exception) when (exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData)
        {
            return [];
        }
        catch (ArgumentException)
        {
            // Too long, or a spelling of 0.0.0.0: no name that could have an address.
            return [];
        }
    }
}
