using System.Net;
using System.Net.Sockets;
using Archon.Silo;
using Archon.Silo.Hosting;

namespace Archon.Cluster.Tests.Hosting;

public sealed class PortCheckTests
{
    [Theory]
    [InlineData("SiloPort", true)]
    [InlineData("SiloPort", false)]
    [InlineData("GatewayPort", true)]
    [InlineData("--port", false)]
    public void APortThatIsTaken_IsNamedWithItsSetting_AlsoWhenItsOwnerWouldShareIt(string setting, bool shares)
    {
        using var owner = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (shares)
        {
            // As Orleans listens: SO_REUSEADDR and SO_REUSEPORT.
            owner.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        }

        owner.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        owner.Listen();
        var port = ((IPEndPoint)owner.LocalEndPoint!).Port;
        var orleans = new OrleansSettings
        {
            AdvertisedAddress = "127.0.0.1",
            SiloPort = setting == "SiloPort" ? port : 0,
            GatewayPort = setting == "GatewayPort" ? port : 0,
        };

        var refusal = Assert.Throws<NodeStartException>(() => PortCheck.Require(orleans, Node(setting == "--port" ? port : 0)));

        Assert.Contains($"Port {port} is taken", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PortsThatAreFree_AreLeftFree()
    {
        var port = SiloSetup.FreePort();
        var orleans = new OrleansSettings { AdvertisedAddress = "127.0.0.1", SiloPort = port, GatewayPort = 0 };

        PortCheck.Require(orleans, Node(0));
        PortCheck.Require(orleans, Node(0));
    }

    private static NodeSettings Node(int port) => new() { DataDirectory = "unused", Role = NodeRole.All, GatewayPort = port, ListenAddress = "127.0.0.1" };
}
