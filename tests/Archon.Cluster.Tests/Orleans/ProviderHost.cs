using Archon.Chaos.Processes;
using Archon.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archon.Cluster.Tests.Orleans;

/// <summary>A silo's services exactly as a node of a cluster has them, not started: Orleans' own provider classes over our tables.</summary>
internal sealed class ProviderHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TestDatabase _database;

    private ProviderHost(IHost host, TestDatabase database)
    {
        _host = host;
        _database = database;
    }

    public IServiceProvider Services => _host.Services;

    public static async Task<ProviderHost> CreateAsync()
    {
        var database = await TestDatabase.CreateAsync(migrated: true);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var settings = new OrleansSettings { ClusterId = "conformance", AdvertisedAddress = "127.0.0.1", SiloPort = 1, GatewayPort = 2 };
        builder.UseOrleans(silo => silo.AddCluster(settings, database.Connection));
        return new ProviderHost(builder.Build(), database);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        await _database.DisposeAsync();
    }
}
