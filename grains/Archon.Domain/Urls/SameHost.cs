namespace Archon.Domain.Urls;

/// <summary>Whether two addresses are on one host: http and https on their default ports are, other ports must be equal.</summary>
public static class SameHost
{
    public static bool Are(CanonicalUrl a, CanonicalUrl b) => a.HostSpan.SequenceEqual(b.HostSpan) && PortsAgree(a, b);

    internal static bool PortsAgree(CanonicalUrl a, CanonicalUrl b) => (a.HasDefaultPort && b.HasDefaultPort) || a.Port == b.Port;
}
