using System.Net;
using Archon.Client;
using Archon.Gateway;
using Archon.Gateway.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archon.Silo.Hosting;

/// <summary>The gateway in this process: Kestrel on loopback in front of the node's client.</summary>
internal sealed class GatewayServer(WebApplication application, Uri address) : IAsyncDisposable
{
    public Uri Address => address;

    /// <summary>Starts it; returns when it listens.</summary>
    /// <exception cref="NodeStartException">The port cannot be had.</exception>
    public static async Task<GatewayServer> StartAsync(
        IArchonClient client, OwnerDoor? owner, IServiceProvider node, int port, CancellationToken cancellationToken)
    {
        // Empty, because the default builders watch the working directory for changed settings, whatever folder that is.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddConfiguration(node.GetRequiredService<IConfiguration>());
        builder.Services.AddRouting();
        builder.Services.AddSingleton(node.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(node.GetRequiredService<TimeProvider>());
        builder.Services.AddSingleton(client);
        if (owner is not null)
        {
            builder.Services.AddSingleton(owner);
        }

        builder.Services.AddArchonGateway();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));

        // The node's host owns the process's signals; this one only serves.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoSignals>();
        var application = builder.Build();
        application.MapArchonGateway();
        try
        {
            await application.StartAsync(cancellationToken);
        }
        catch (IOException exception)
        {
            await application.DisposeAsync();
            throw new NodeStartException($"Port {port} on 127.0.0.1 cannot be opened: {exception.Message} Choose another with --port.", exception);
        }

        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        return new GatewayServer(application, new Uri(addresses.Addresses.First()));
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await application.StopAsync(patience.Token);
        await application.DisposeAsync();
    }

    private sealed class NoSignals : Microsoft.Extensions.Hosting.IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
