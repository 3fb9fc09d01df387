using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Dialing;

/// <summary>
/// Asks the operating system. Names below localhost are this machine (RFC 6761, 6.3): many systems would ask a name server, which may
/// not know them and must not decide where they are.
/// </summary>
internal sealed class DnsAddressResolver : IAddressResolver
{
    private const string Localhost = "localhost";
    private const string BelowLocalhost = ".localhost";

    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            var name = host.TrimEnd('.').EndsWith(BelowLocalhost, StringComparison.OrdinalIgnoreCase) ? Localhost : host;
            return await Dns.GetHostAddressesAsync(name, cancellationToken);
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
