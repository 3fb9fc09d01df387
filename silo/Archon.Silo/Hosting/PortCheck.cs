using System.Net;
using System.Net.Sockets;

namespace Archon.Silo.Hosting;

/// <summary>
/// Looks whether a node's ports are free before it joins a cluster. Orleans listens in a way that lets another process listen at the same port: two
/// silos with one address then both believe that they are well, until the cluster takes the younger for the restarted elder and tells the elder it is dead.
/// </summary>
internal static class PortCheck
{
    /// <exception cref="NodeStartException">One is taken; the message says which, and by which setting it is moved.</exception>
    public static void Require(OrleansSettings orleans, NodeSettings node)
    {
        // As ClusterSetup has them listened at.
        var address = orleans.AdvertisedAddress is { Length: > 0 } text && IPAddress.Parse(text) is var advertised && IPAddress.IsLoopback(advertised) ? advertised : IPAddress.Any;
        Require(address, orleans.SiloPort ?? ClusterPorts.Silo, Move("Archon:Orleans:SiloPort"));
        Require(address, orleans.GatewayPort ?? ClusterPorts.Gateway, Move("Archon:Orleans:GatewayPort"));
        RequireHttp(node);
    }

    /// <summary>Of the gateway's port alone.</summary>
    /// <exception cref="NodeStartException">It is taken.</exception>
    public static void RequireHttp(NodeSettings node)
    {
        // An address that is none is told by the gateway's own settings.
        if (node.GatewayPort is { } port && IPAddress.TryParse(node.ListenAddress ?? "127.0.0.1", out var address))
        {
            Require(address, port, "--port");
        }
    }

    private static void Require(IPAddress address, int port, string setting)
    {
        // 0 takes a free one, or opens none.
        if (port == 0)
        {
            return;
        }

        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new NodeStartException($"Port {port} is taken on this machine, by another node perhaps. Give this node one of its own with {setting}.", exception);
        }
        catch (SocketException exception)
        {
            throw new NodeStartException($"Port {port} on {address} cannot be opened: {exception.Message} Choose another with {setting}.", exception);
        }
    }

    private static string Move(string key) => $"{key} ({SettingFaults.Variable(key)} in the environment)";
}
