using System.Net;
using Archon.Client;
using Archon.Fetching;
using Archon.Gateway;
using Archon.Gateway.Health;
using Archon.Gateway.Safety;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Hosting;

/// <summary>The gateway in this process: Kestrel in front of the node's client, on loopback unless the operator opens it to the network.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    /// <summary>Time the requests that run get to end, once it stops.</summary>
    public static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(2);

    private const string NearOnly = "127.0.0.1";

    private readonly WebApplication _application;
    private readonly GatewayOptions _options;

    private GatewayServer(WebApplication application, GatewayOptions options)
    {
        _application = application;
        _options = options;
        var port = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        var listening = IPAddress.Parse(options.ListenAddress);
        OpenAt = IPAddress.IsLoopback(listening) ? null : new IPEndPoint(listening, port).ToString();
        var near = IsAny(listening) || ListensAlsoNear(listening, application.Services.GetService<OwnerDoor>()) ? IPAddress.Loopback : listening;
        Address = new Uri($"http://{new IPEndPoint(near, port)}");
    }

    /// <summary>Where commands of this machine reach it.</summary>
    public Uri Address { get; }

    /// <summary>Where others reach it; null on loopback.</summary>
    public string? OpenAt { get; }

    /// <summary>Starts it; returns when it listens.</summary>
    /// <exception cref="NodeStartException">The port cannot be had, or strangers would get what is the operator's.</exception>
    /// <exception cref="OptionsValidationException">A setting of the gateway is wrong.</exception>
    public static async Task<GatewayServer> StartAsync(
        IArchonClient client, OwnerDoor? owner, INodeHealth health, IServiceProvider node, string? listenAddress, int port, CancellationToken cancellationToken)
    {
        // Empty, because the default builders watch the working directory for changed settings, whatever folder that is.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Configuration.AddConfiguration(node.GetRequiredService<IConfiguration>());
        builder.Services.AddRouting();
        builder.Services.AddSingleton(node.GetRequiredService<ILoggerFactory>());
        builder.Services.AddSingleton(node.GetRequiredService<TimeProvider>());
        builder.Services.AddSingleton(client);
        builder.Services.AddSingleton(health);
        if (owner is not null)
        {
            builder.Services.AddSingleton(owner);
        }

        // Both of its addresses have one port.
        port = port == 0 && listenAddress is not null && owner is not null ? SiloSetup.FreePort() : port;
        builder.Services.AddArchonGateway();
        builder.Services.PostConfigure<GatewayOptions>(options =>
        {
            options.ListenAddress = listenAddress ?? NearOnly;
            options.DrainTime = listenAddress is null ? TimeSpan.Zero : options.DrainTime;
        });
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<GatewayOptions>>((kestrel, options) =>
            Listen(kestrel, IPAddress.Parse(options.Value.ListenAddress), port, owner));

        // The node's host owns the process's signals; this one only serves.
        builder.Services.AddSingleton<Microsoft.Extensions.Hosting.IHostLifetime, NoSignals>();
        var application = builder.Build();
        try
        {
            var options = application.Services.GetRequiredService<IOptions<GatewayOptions>>().Value;
            RefuseToShare(options, node);
            application.MapArchonGateway();
            await application.StartAsync(cancellationToken);
            return new GatewayServer(application, options);
        }
        catch (Exception exception)
        {
            await application.DisposeAsync();
            throw exception is IOException or System.Net.Sockets.SocketException
                ? new NodeStartException($"Port {port} on {listenAddress ?? NearOnly} cannot be opened: {exception.Message} Choose another with --port or --listen.", exception)
                : exception;
        }
    }

    /// <summary>1. say no to probes, 2. answer on until load balancers have noticed, 3. stop.</summary>
    public async ValueTask DisposeAsync()
    {
        // 1. and 2.
        _application.Services.GetRequiredService<GatewayDrain>().Begin();
        if (_options.DrainTime > TimeSpan.Zero)
        {
            await Task.Delay(_options.DrainTime, _application.Services.GetRequiredService<TimeProvider>());
        }

        // 3.
        using var patience = new CancellationTokenSource(EndPatience);
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    // The owner's commands are believed from this machine's loopback only, so they must find the gateway there.
    private static void Listen(KestrelServerOptions kestrel, IPAddress address, int port, OwnerDoor? owner)
    {
        kestrel.Listen(address, port);
        if (ListensAlsoNear(address, owner))
        {
            kestrel.Listen(IPAddress.Loopback, port);
        }
    }

    private static void RefuseToShare(GatewayOptions options, IServiceProvider node)
    {
        if (!options.TrustNetwork
            && !IPAddress.IsLoopback(IPAddress.Parse(options.ListenAddress))
            && node.GetRequiredService<IOptions<FetchOptions>>().Value.AllowPrivateNetworks)
        {
            throw new NodeStartException(
                $"The gateway would be open to the network at {options.ListenAddress}, and private networks are allowed to every crawl of this node: strangers could "
                + "have it fetch addresses inside. Listen on 127.0.0.1, take back --allow-private (Archon:Fetching:AllowPrivateNetworks), or set "
                + $"{GatewayOptions.Section}:{nameof(GatewayOptions.TrustNetwork)} to true when everybody who reaches it may.");
        }
    }

    private static bool ListensAlsoNear(IPAddress address, OwnerDoor? owner) => owner is not null && !IPAddress.IsLoopback(address) && !IsAny(address);

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private sealed class NoSignals : Microsoft.Extensions.Hosting.IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
