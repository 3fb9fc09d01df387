using Archon.Gateway.Tests.Cluster;
using Archon.GrainInterfaces.Progress;
using Orleans.TestingHost;

[assembly: AssemblyFixture(typeof(StreamingCluster))]

namespace Archon.Gateway.Tests.Cluster;

/// <summary>One silo with memory streams and the scripted grains of this assembly.</summary>
public sealed class StreamingCluster : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    internal Orleans.IClusterClient Client => _cluster!.Client;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo
            .AddMemoryGrainStorage("PubSubStore")
            .AddMemoryStreams(ProgressStreams.Provider, streams => streams.ConfigurePullingAgent(agent =>
                agent.Configure(options => options.GetQueueMsgsTimerPeriod = TimeSpan.FromMilliseconds(20)))));
        builder.ConfigureClient(client => client.AddMemoryStreams(ProgressStreams.Provider));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
