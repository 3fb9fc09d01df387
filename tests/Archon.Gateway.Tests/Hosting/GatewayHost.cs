using System.Net;
using Archon.Client;
using Archon.Gateway.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Gateway.Tests.Hosting;

/// <summary>A gateway over real Kestrel on 127.0.0.1.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app)
    {
        _app = app;
        Address = new Uri(app.Urls.Single() + "/");
        Http = new HttpClient { BaseAddress = Address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<GatewayHost> StartAsync(
        IArchonClient client,
        int port = 0,
        OwnerDoor? owner = null,
        Action<IServiceCollection>? configure = null,
        CancellationToken cancellationToken = default,
        params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton(client);
        if (owner is not null)
        {
            builder.Services.AddSingleton(owner);
        }

        configure?.Invoke(builder.Services);
        builder.Services.AddArchonGateway();
        var app = builder.Build();
        app.MapArchonGateway();
        await app.StartAsync(cancellationToken);
        return new GatewayHost(app);
    }

    /// <summary>Answers nobody any more.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
