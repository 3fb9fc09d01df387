using Archon.Client;

namespace Archon.Chaos.Processes;

/// <summary>Silos and a gateway on one fresh database. Killed when disposed.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private RunningCluster(TestDatabase database, IReadOnlyList<ClusterNode> silos, ClusterNode gateway)
    {
        Database = database;
        Silos = silos;
        Gateway = gateway;
    }

    public TestDatabase Database { get; }

    public IReadOnlyList<ClusterNode> Silos { get; }

    public ClusterNode Gateway { get; }

    /// <summary>The gateway's.</summary>
    public IArchonClient Client => Gateway.Client!;

    /// <summary>Starts all at once on an empty database: they make the schema together.</summary>
    public static async Task<RunningCluster> StartAsync(int silos)
    {
        var database = await TestDatabase.CreateAsync();
        var gateway = ClusterNode.StartAsync(database, "gateway");
        var started = await Task.WhenAll(Enumerable.Range(0, silos).Select(_ => ClusterNode.StartAsync(database, "silo")));
        return new RunningCluster(database, started, await gateway);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        foreach (var silo in Silos)
        {
            await silo.DisposeAsync();
        }

        await Database.DisposeAsync();
    }
}
