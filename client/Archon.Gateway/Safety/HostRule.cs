using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Archon.Gateway.Safety;

/// <summary>
/// Who may talk to a gateway, which has no passwords. A web page elsewhere can make its reader's browser call 127.0.0.1 or an address of the
/// reader's network, and by DNS rebinding even under its own name: so the Host must be ours, and so must the Origin of what changes something.
/// </summary>
internal sealed class HostRule(IServer server, IOptions<GatewayOptions> options)
{
    private bool? _loopbackOnly;

    /// <summary>True when this Host header may be answered.</summary>
    public bool AllowsHost(HostString host) => IsOurs(host.Host) || (!IsLoopbackOnly() && IsAddress(host.Host));

    /// <summary>True when a request with this Origin may change something here.</summary>
    public bool AllowsOrigin(string origin, HostString host)
    {
        // "null" (a sandboxed frame, a file) is nobody we know.
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Scheme is not ("http" or "https"))
        {
            return false;
        }

        // The scheme is not compared: behind a proxy that ends TLS the page is https and the request http.
        var port = host.Port ?? (from.IsDefaultPort ? from.Port : -1);
        return (Same(from.Host, host.Host) && from.Port == port) || options.Value.AllowedHosts.Any(allowed => Same(from.Host, allowed));
    }

    private bool IsOurs(string host) =>
        IsLoopback(host)
        || options.Value.AllowedHosts.Any(allowed => allowed == GatewayOptions.AnyHost || Same(host, allowed));

    // Nobody can make a number mean another machine, so there is nothing to rebind.
    private static bool IsAddress(string host) => IPAddress.TryParse(host.Trim('[', ']'), out _);

    private bool IsLoopbackOnly()
    {
        // Known only once the server listens; it does when it answers.
        return _loopbackOnly ??= server.Features.Get<IServerAddressesFeature>()?.Addresses is { Count: > 0 } addresses
            && addresses.All(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsLoopback(uri.Host));
    }

    private static bool IsLoopback(string host) =>
        Same(host, "localhost") || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool Same(string one, string other) =>
        one.Trim('[', ']').TrimEnd('.').Equals(other.Trim('[', ']').TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
