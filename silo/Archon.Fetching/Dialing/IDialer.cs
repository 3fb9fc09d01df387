using System.Net;
using System.Net.Sockets;

namespace Archon.Fetching.Dialing;

/// <summary>Opens a connection to one address, and to no other.</summary>
public interface IDialer
{
    /// <summary>A connected stream; the caller disposes it.</summary>
    /// <exception cref="SocketException">No connection came about.</exception>
    ValueTask<Stream> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken);
}
