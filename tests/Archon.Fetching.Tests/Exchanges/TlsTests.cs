using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archon.Domain.Crawling;
using Archon.Fetching.Tests.Serving;
using Archon.Ports.Fetching;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Fetching.Tests.Exchanges;

public sealed class TlsTests
{
    [Fact]
    public async Task FetchAsync_OfASelfSignedHost_IsTls()
    {
        using var certificate = SelfSigned();
        await using var server = ScriptedServer.Run(async peer =>
        {
            await using var tls = new SslStream(peer.Stream);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, peer.Stopping);
                await tls.ReadExactlyAsync(new byte[1], peer.Stopping);
            }
            catch (System.Security.Authentication.AuthenticationException)
            {
                // The client turned away, as it should.
            }
        });
        using var fetcher = new Fetcher();

        var failure = Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url(scheme: "https")));

        Assert.Equal(PageReason.Tls, failure.Reason);
        Assert.StartsWith("127.0.0.1 failed the TLS handshake: The remote certificate is invalid", failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FetchAsync_OverTlsFromAServerWithout_IsTls()
    {
        await using var server = ScriptedServer.Run(peer => peer.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        using var fetcher = new Fetcher();

        Assert.Equal(PageReason.Tls, Assert.IsType<FetchFailure>(await fetcher.GetAsync(server.Url(scheme: "https"))).Reason);
    }

    [Fact]
    public async Task FetchAsync_FromAnHttp2Host_SharesOneConnection()
    {
        using var certificate = SelfSigned();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }));
        await using var app = builder.Build();
        app.Run(async context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync($"{context.Request.Protocol} {new string('x', 100_000)}");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        var dialer = new RecordingDialer(port);
        using var fetcher = new Fetcher(dialer: dialer, adjust: handler => handler.SslOptions.RemoteCertificateValidationCallback =
            (_, shown, _, _) => shown?.GetCertHashString() == certificate.Thumbprint);
        var url = new Uri($"https://127.0.0.1:{port}/");

        Assert.IsType<FetchedDocument>(await fetcher.GetAsync(url));
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fetcher.GetAsync(url)));

        Assert.All(results, result =>
        {
            var document = Assert.IsType<FetchedDocument>(result);
            Assert.StartsWith("HTTP/2 x", document.Text, StringComparison.Ordinal);
            Assert.Equal(100_007, document.Bytes);
        });
        Assert.Single(dialer.Dialled);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        var now = TimeProvider.System.GetUtcNow();
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
