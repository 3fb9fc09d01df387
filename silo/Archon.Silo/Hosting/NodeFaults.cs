using System.Net.NetworkInformation;
using System.Net.Sockets;
using Archon.Ports.Storage;

namespace Archon.Silo.Hosting;

/// <summary>Why a node did not start, in a sentence.</summary>
internal static class NodeFaults
{
    public static string Explain(Exception exception, NodeSettings settings) => exception switch
    {
        StorageUnavailableException => exception.Message,
        _ when SettingFaults.Explain(exception) is { } sentence => $"The configuration is wrong: {sentence}",
        UnauthorizedAccessException => $"The data folder {settings.DataDirectory} cannot be written: {exception.Message} Choose another with --data.",
        IOException => $"The data folder {settings.DataDirectory} cannot be used: {exception.Message} Choose another with --data.",
        SocketException when settings.Role is null => $"No port could be opened on 127.0.0.1: {exception.Message}",
        _ when exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => TakenPort(),
        SocketException => $"A port could not be opened: {exception.Message} See Archon:Orleans:SiloPort and Archon:Orleans:GatewayPort.",
        _ => $"The node could not start: {exception.GetBaseException().Message}",
    };

    // The exception does not say which of them it is.
    private static string TakenPort()
    {
        var orleans = OrleansSettings.Read(NodeConfiguration.Read().GetSection("Archon"));
        var listening = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(at => at.Port).ToHashSet();
        (string Key, int Port)[] ours =
        [
            ("Archon:Orleans:SiloPort", orleans.SiloPort ?? ClusterPorts.Silo),
            ("Archon:Orleans:GatewayPort", orleans.GatewayPort ?? ClusterPorts.Gateway),
        ];
        var taken = ours.Where(one => listening.Contains(one.Port)).Select(one => $"{one.Port} ({one.Key}, {SettingFaults.Variable(one.Key)} in the environment)").ToList();
        return taken switch
        {
            [] => "A port of this node was taken while it started. Try again; see Archon:Orleans:SiloPort and Archon:Orleans:GatewayPort.",
            [var one] => $"Port {one} is taken on this machine, by another node perhaps. Give this node a port of its own.",
            _ => $"Ports {string.Join(" and ", taken)} are taken on this machine, by another node perhaps. Give this node ports of its own.",
        };
    }
}
