using System.Security.Cryptography.X509Certificates;
using System.Text;
using Archon.Fetching.Dialing;
using Microsoft.Extensions.Options;

namespace Archon.Fetching.Exchanges;

/// <summary>
/// Two HTTP clients that share nothing: a connection that was allowed to a private address waits in the permitted client's pool,
/// where no guarded exchange can pick it up.
/// </summary>
/// <param name="options">The operator's limits.</param>
/// <param name="dialer">The only way out of either.</param>
/// <param name="adjust">The last word on each handler, for tests that bring their own certificates.</param>
internal sealed class FetchClients(IOptions<FetchOptions> options, CheckedDialer dialer, Action<SocketsHttpHandler>? adjust = null) : IDisposable
{
    private readonly HttpMessageInvoker guarded = Create(options.Value, dialer, allowPrivate: false, adjust);
    private readonly HttpMessageInvoker permitted = Create(options.Value, dialer, allowPrivate: true, adjust);

    public HttpMessageInvoker For(bool allowPrivateAddress) =>
        allowPrivateAddress || options.Value.AllowPrivateNetworks ? permitted : guarded;

    public void Dispose()
    {
        guarded.Dispose();
        permitted.Dispose();
    }

    private static SocketsHttpHandler CreateHandler(FetchOptions options, CheckedDialer dialer, bool allowPrivate)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellationToken) =>
            {
                OneDial.Take(context.InitialRequestMessage);
                return dialer.DialAsync(context.DnsEndPoint, allowPrivate, cancellationToken);
            },
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            // Trace headers are for our own services, not for strangers.
            ActivityHeadersPropagator = null,
            ConnectTimeout = options.Timeout,
            EnableMultipleHttp2Connections = true,
            MaxConnectionsPerServer = options.MaxConnectionsPerServer,
            MaxResponseHeadersLength = options.MaxHeaderKilobytes,
            PooledConnectionLifetime = options.ConnectionLifetime,
            PooledConnectionIdleTimeout = options.ConnectionIdleTimeout,
            // A short error page is cheaper to read to its end than a new connection; a long body is not.
            MaxResponseDrainSize = 64 * 1024,
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            // Browsers take raw bytes in a Location for UTF-8.
            ResponseHeaderEncodingSelector = static (name, _) => name == "Location" ? Encoding.UTF8 : null,
        };
        // A certificate names addresses to fetch its issuers and revocation lists from: a stranger's wish, past the guard.
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return handler;
    }

    private static HttpMessageInvoker Create(FetchOptions options, CheckedDialer dialer, bool allowPrivate, Action<SocketsHttpHandler>? adjust)
    {
        var handler = CreateHandler(options, dialer, allowPrivate);
        adjust?.Invoke(handler);
        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
