using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Archon.Chaos.Processes;

/// <summary>
/// Ports for nodes that come and go at the same place. They are not of those that the system gives to connections, which could take one while its node is
/// away, and none is given twice.
/// </summary>
internal static class FreePort
{
    private const int First = 10_000;
    private const int Last = 19_999;

    private static readonly ConcurrentDictionary<int, bool> Taken = new();

    /// <summary>A port nobody listens at now.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            if (Taken.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
