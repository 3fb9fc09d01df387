using Archon.Gateway;
using Microsoft.Extensions.Configuration;

namespace Archon.Silo.Hosting;

/// <summary>Where a node's settings come from, in rising precedence: <c>appsettings.json</c> beside the program, then the environment.</summary>
internal static class NodeConfiguration
{
    public static IConfiguration Read()
    {
        var configuration = new ConfigurationBuilder();
        AddTo(configuration);
        return configuration.Build();
    }

    public static void AddTo(IConfigurationBuilder configuration)
    {
        configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true);
        configuration.AddEnvironmentVariables();
    }

    public static string? ListenAddress(IConfiguration configuration) =>
        configuration[$"{GatewayOptions.Section}:{nameof(GatewayOptions.ListenAddress)}"] is { Length: > 0 } address ? address : null;

    public static bool IsCluster(IConfiguration configuration) => !string.IsNullOrWhiteSpace(configuration["Archon:Postgres:ConnectionString"]);
}
