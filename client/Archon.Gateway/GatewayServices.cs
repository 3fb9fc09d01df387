using Archon.Client;
using Archon.Gateway.Agents;
using Archon.Gateway.Description;
using Archon.Gateway.Documents;
using Archon.Gateway.Health;
using Archon.Gateway.Progress;
using Archon.Gateway.Safety;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Archon.Gateway;

/// <summary>What the gateway needs; the host brings the <see cref="IArchonClient"/>.</summary>
public static class GatewayServices
{
    /// <summary>Adds the gateway. Its problem details and its safety rules hold for every request of the host.</summary>
    public static IServiceCollection AddArchonGateway(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddGatewayOptions();

        services.ConfigureHttpJsonOptions(options => LikeArchon(options.SerializerOptions));
        services.AddSingleton<HostRule>();
        services.TryAddSingleton<GatewayDrain>();
        services.AddSingleton<IStartupFilter, GatewayStartupFilter>();
        services.Configure<KestrelServerOptions>(static kestrel => kestrel.Limits.MaxRequestLineSize = AddressLimit.MostRead);

        services.AddSingleton<UploadRoom>();
        services.AddSingleton<ProgressRelays>();
        services.AddSignalR().AddJsonProtocol(options => LikeArchon(options.PayloadSerializerOptions));

        // Registered last, it answers to "json" instead of the built-in one.
        services.AddSingleton<IHubProtocol, OptionalArgumentProtocol>();

        AgentEndpoint.AddTo(services);
        services.AddArchonDescription();
        return services;
    }

    /// <summary>Adds <see cref="GatewayOptions"/> alone, read from the container's configuration and checked.</summary>
    public static IServiceCollection AddGatewayOptions(this IServiceCollection services)
    {
        services.AddSingleton<IConfigureOptions<GatewayOptions>, GatewayOptionsSetup>();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.AddSingleton<IValidateOptions<GatewayOptions>, AllowedHostsValidator>();
        services.AddSingleton<IValidateOptions<GatewayOptions>, ListenAddressValidator>();
        services.AddOptions<GatewayOptions>().ValidateOnStart();
        return services;
    }

    private static void LikeArchon(System.Text.Json.JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = ArchonJson.Options.PropertyNamingPolicy;
        options.PropertyNameCaseInsensitive = ArchonJson.Options.PropertyNameCaseInsensitive;
        options.NumberHandling = ArchonJson.Options.NumberHandling;
        foreach (var converter in ArchonJson.Options.Converters)
        {
            options.Converters.Add(converter);
        }
    }
}
