using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;

namespace Archon.Silo.Hosting;

/// <summary>Orleans for the embedded node: one silo on loopback, memory streams before the durable journal.</summary>
internal static class SiloSetup
{
    public static void AddEmbeddedCluster(this ISiloBuilder silo, OrleansSettings settings)
    {
        var clusterId = settings.ClusterId ?? $"embedded-{Guid.NewGuid():N}";
        silo.UseLocalhostClustering(
            siloPort: settings.SiloPort is > 0 and var port ? port : FreePort(),
            gatewayPort: settings.GatewayPort ?? 0,
            serviceId: "archon",
            clusterId: clusterId);
        silo.Configure<EndpointOptions>(options => options.AdvertisedIPAddress = IPAddress.Loopback);

        // A crawl's lanes are called all at once and its grain ticks ten times a second; the default statistics are for dashboards we do not run.
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(30));
        // The default of a million entries is an array of 18 MB at once; the grains called from here are lanes, hosts and crawls.
        silo.Configure<GrainDirectoryOptions>(options => options.CacheSize = 10_000);
        silo.Services.UseOrleansStateForm();
        silo.AddMemoryGrainStorage("PubSubStore");
        silo.AddProgressStreams();
    }

    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
