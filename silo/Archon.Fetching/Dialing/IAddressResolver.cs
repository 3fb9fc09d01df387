using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Dialing;

/// <summary>Turns a host name into addresses.</summary>
public interface IAddressResolver
{
    /// <summary>The host's addresses, best first; empty when it has none.</summary>
    /// <exception cref="SocketException">The name service could not answer.</exception>
    Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken);
}
