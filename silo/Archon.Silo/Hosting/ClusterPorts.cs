namespace Archon.Silo.Hosting;

/// <summary>The ports of a node of a cluster when nobody says otherwise; images and manifests name the same.</summary>
internal static class ClusterPorts
{
    /// <summary>Of the gateway, HTTP; the default of <c>archon serve --port</c>.</summary>
    public const int Http = 8_181;

    /// <summary>At which silos reach each other (<c>Archon:Orleans:SiloPort</c>).</summary>
    public const int Silo = 11_111;

    /// <summary>At which Orleans clients, gateways without a silo, reach silos (<c>Archon:Orleans:GatewayPort</c>).</summary>
    public const int Gateway = 30_000;
}
