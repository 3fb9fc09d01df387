using System.Globalization;
using System.Net;
using System.Text;
using Archon.Domain.Crawling;

namespace Archon.Fetching.Dialing;

/// <summary>Has an HTTP proxy connect to a host (CONNECT; RFC 9110, 9.3.6): what is said afterwards goes through unread.</summary>
internal static class ProxyTunnel
{
    private const int MaxHeadBytes = 16 * 1024;

    /// <summary>The connection to the proxy has become one to the target.</summary>
    /// <exception cref="FetchFaultException">Connect: the proxy does not want to, or is none.</exception>
    /// <exception cref="IOException">The connection to the proxy broke off.</exception>
    public static async Task OpenAsync(Stream connection, Uri proxy, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var authority = string.Create(CultureInfo.InvariantCulture, $"{(target.Host.Contains(':') && !target.Host.StartsWith('[') ? $"[{target.Host}]" : target.Host)}:{target.Port}");
        await connection.WriteAsync(Encoding.Latin1.GetBytes($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{Credentials(proxy)}\r\n"), cancellationToken);
        var status = Status(await ReadHeadAsync(connection, cancellationToken));
        if (status is < 200 or > 299)
        {
            throw new FetchFaultException(PageReason.Connect, status switch
            {
                0 => $"{Name(proxy)} (Archon:Fetching:Proxy) does not answer as a proxy does.",
                407 => $"The proxy {Name(proxy)} wants another user name and password than Archon:Fetching:Proxy has (407).",
                _ => $"The proxy {Name(proxy)} answered {status} when it was to connect to {authority}.",
            });
        }
    }

    /// <summary>The proxy without its user's name and password.</summary>
    public static string Name(Uri proxy) => proxy.GetComponents(UriComponents.HostAndPort, UriFormat.Unescaped);

    // Byte by byte: what comes after the head is the target's, and it comes once for a connection.
    private static async Task<string> ReadHeadAsync(Stream connection, CancellationToken cancellationToken)
    {
        var head = new byte[MaxHeadBytes];
        for (var length = 0; length < MaxHeadBytes; length++)
        {
            if (await connection.ReadAsync(head.AsMemory(length, 1), cancellationToken) == 0)
            {
                return "";
            }

            if (head.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8))
            {
                return Encoding.Latin1.GetString(head, 0, length);
            }
        }

        return "";
    }

    private static int Status(string head) =>
        head.StartsWith("HTTP/1.", StringComparison.Ordinal) && head.Length >= 12 && int.TryParse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;

    private static string Credentials(Uri proxy) => proxy.UserInfo.Length == 0
        ? ""
        : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(proxy.UserInfo)))}\r\n";
}
