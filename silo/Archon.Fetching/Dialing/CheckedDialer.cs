using System.Net;
using System.Net.Sockets;
using Archon.Domain.Crawling;
using Archon.Fetching.Addresses;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Dialing;

/// <summary>
/// The only way out: resolves a host once, drops the addresses that may not be dialled, and dials exactly what is left, in the
/// resolver's order. Nothing between the check and the dial resolves again, so a name cannot change its mind in between. Behind a proxy
/// it is the proxy that dials, and it resolves by itself: what is known here to be private is refused, or dialled past the proxy when it is allowed.
/// </summary>
internal sealed partial class CheckedDialer(
    IAddressResolver resolver,
    IDialer dialer,
    IOptions<FetchOptions> options,
    TimeProvider clock,
    ILogger<CheckedDialer> logger)
{
    /// <summary>Where a proxy is needed, names of the Internet are often unknown; nobody waits long to hear so.</summary>
    private static readonly TimeSpan ProxiedNameTime = TimeSpan.FromSeconds(2);

    private readonly TimeSpan connectTimeout = options.Value.ConnectTimeout;
    private readonly Uri? proxy = options.Value.Proxy;

    /// <exception cref="FetchFaultException">Dns, AddressRefused, Connect or Timeout.</exception>
    public async ValueTask<Stream> DialAsync(DnsEndPoint endpoint, bool allowPrivate, CancellationToken cancellationToken)
    {
        var host = endpoint.Host.Trim('[', ']');
        var addresses = proxy is null ? await ResolveAsync(host, connectTimeout, cancellationToken) : await TryResolveAsync(host, cancellationToken);
        if (addresses.Count == 0)
        {
            if (proxy is not null)
            {
                return await DialByProxyAsync(proxy, endpoint, cancellationToken);
            }

            throw new FetchFaultException(PageReason.Dns, $"{host} has no address (DNS).");
        }

        var permitted = allowPrivate ? addresses : [.. addresses.Where(AddressGuard.IsGloballyRoutable)];
        if (permitted.Count == 0)
        {
            LogRefused(host, addresses[0]);
            throw new FetchFaultException(PageReason.AddressRefused, RefusalSentence(host, addresses[0]));
        }

        return proxy is not null && AddressGuard.IsGloballyRoutable(permitted[0])
            ? await DialByProxyAsync(proxy, endpoint, cancellationToken)
            : await DialFirstAsync(host, endpoint.Port, permitted, cancellationToken);
    }

    private async Task<Stream> DialByProxyAsync(Uri address, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var host = address.IdnHost.Trim('[', ']');
        var addresses = await ResolveAsync(host, connectTimeout, cancellationToken);
        if (addresses.Count == 0)
        {
            throw new FetchFaultException(PageReason.Dns, $"The proxy {host} has no address (DNS).");
        }

        var connection = await DialFirstAsync(host, address.Port, addresses, cancellationToken);
        using var deadline = new CancellationTokenSource(connectTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await ProxyTunnel.OpenAsync(connection, address, target, either.Token);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            throw exception switch
            {
                OperationCanceledException late when !cancellationToken.IsCancellationRequested => new FetchFaultException(
                    PageReason.Timeout, $"The proxy {ProxyTunnel.Name(address)} did not connect to {target.Host} within {connectTimeout.TotalSeconds:0.#} s.", late),
                IOException broken => new FetchFaultException(PageReason.Connect, $"The proxy {ProxyTunnel.Name(address)} hung up.", broken),
                _ => exception,
            };
        }
    }

    /// <summary>The addresses as this machine knows them; empty when it does not.</summary>
    private async Task<IReadOnlyList<IPAddress>> TryResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await ResolveAsync(host, ProxiedNameTime, cancellationToken);
        }
        catch (FetchFaultException)
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        using var deadline = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await resolver.ResolveAsync(host, either.Token);
        }
        catch (SocketException exception)
        {
            throw new FetchFaultException(PageReason.Dns, $"The name service could not say the address of {host} (DNS).", exception);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchFaultException(
                PageReason.Timeout, $"The name service did not say the address of {host} within {patience.TotalSeconds:0.#} s.", exception);
        }
    }

    private async ValueTask<Stream> DialFirstAsync(string host, int port, IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        FetchFaultException? last = null;
        foreach (var address in addresses)
        {
            using var deadline = new CancellationTokenSource(connectTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            var endpoint = new IPEndPoint(address, port);
            try
            {
                return await dialer.DialAsync(endpoint, either.Token);
            }
            catch (SocketException exception)
            {
                last = DialFaults.From(Name(host, endpoint), exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                last = DialFaults.Late(Name(host, endpoint), connectTimeout, exception);
            }

            LogDialFailed(last.Message);
        }

        throw last!;
    }

    private static string Name(string host, IPEndPoint endpoint) =>
        IPAddress.TryParse(host, out _) ? endpoint.ToString() : $"{host} ({endpoint})";

    private static string RefusalSentence(string host, IPAddress address)
    {
        var who = address.ToString() == host ? host : $"{host} ({address})";
        return $"{who} is not globally routable ({AddressGuard.RefusingBlock(address)}); "
            + "a person may allow it: by archon crawl URL --allow-private, or to every crawl of a node "
            + $"by {FetchOptions.Section}:{nameof(FetchOptions.AllowPrivateNetworks)} or archon serve --allow-private.";
    }
}
