using System.Net;
using System.Net.Sockets;
using Archon.Domain.Crawling;
using Archon.Fetching.Addresses;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Dialing;

/// <summary>
/// The only way out: resolves a host once, drops the addresses that may not be dialled, and dials exactly what is left, in the
/// resolver's order. Nothing between the check and the dial resolves again, so a name cannot change its mind in between.
/// </summary>
internal sealed partial class CheckedDialer(
    IAddressResolver resolver,
    IDialer dialer,
    IOptions<FetchOptions> options,
    TimeProvider clock,
    ILogger<CheckedDialer> logger)
{
    private readonly TimeSpan connectTimeout = options.Value.ConnectTimeout;

    /// <exception cref="FetchFaultException">Dns, AddressRefused, Connect or Timeout.</exception>
    public async ValueTask<Stream> DialAsync(DnsEndPoint endpoint, bool allowPrivate, CancellationToken cancellationToken)
    {
        var host = endpoint.Host.Trim('[', ']');
        var addresses = await ResolveAsync(host, cancellationToken);
        if (addresses.Count == 0)
        {
            throw new FetchFaultException(PageReason.Dns, $"{host} has no address (DNS).");
        }

        var permitted = allowPrivate ? addresses : [.. addresses.Where(AddressGuard.IsGloballyRoutable)];
        if (permitted.Count == 0)
        {
            LogRefused(host, addresses[0]);
            throw new FetchFaultException(PageReason.AddressRefused, RefusalSentence(host, addresses[0]));
        }

        return await DialFirstAsync(host, endpoint.Port, permitted, cancellationToken);
    }

    private async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return [literal];
        }

        using var deadline = new CancellationTokenSource(connectTimeout, clock);
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
                PageReason.Timeout, $"The name service did not say the address of {host} within {connectTimeout.TotalSeconds:0.#} s.", exception);
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
            + $"set {FetchOptions.Section}:{nameof(FetchOptions.AllowPrivateNetworks)} or pass --allow-private to fetch from private networks.";
    }
}
