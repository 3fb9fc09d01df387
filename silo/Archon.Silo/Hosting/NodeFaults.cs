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
        _ when FullDisk.Explain(exception, $"the data folder {settings.DataDirectory}") is { } sentence => sentence,
        UnauthorizedAccessException => $"The data folder {settings.DataDirectory} cannot be written: {exception.Message} Choose another with --data.",
        IOException => $"The data folder {settings.DataDirectory} cannot be used: {exception.Message} Choose another with --data.",
        SocketException when settings.Role is null => $"No port could be opened on 127.0.0.1: {exception.Message}",
        SocketException => $"A port could not be opened: {exception.Message} See Archon:Orleans:SiloPort and Archon:Orleans:GatewayPort.",
        _ => $"The node could not start: {exception.GetBaseException().Message}",
    };
}
