namespace Archon.Domain.Urls;

/// <summary>Whether two addresses are on one site: <see cref="SameHost"/>, ignoring a leading <c>www.</c> as well.</summary>
public static class SameSite
{
    public static bool Are(CanonicalUrl a, CanonicalUrl b) =>
        WithoutWww(a.HostSpan).SequenceEqual(WithoutWww(b.HostSpan)) && SameHost.PortsAgree(a, b);

    /// <summary>The host without a leading <c>www.</c>, unless only a top-level domain would be left.</summary>
    private static ReadOnlySpan<char> WithoutWww(ReadOnlySpan<char> host) =>
        host.StartsWith("www.") && host[4..].Contains('.') ? host[4..] : host;
}
