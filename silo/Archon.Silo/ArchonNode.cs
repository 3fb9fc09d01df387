using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Archon.GrainInterfaces.Planning;
using Archon.Grains.Crawling;
using Archon.Silo.Hosting;

namespace Archon.Silo;

/// <summary>
/// One Archon node in this process: an Orleans silo on the embedded store or in a cluster, with the gateway when asked for, or a gateway alone.
/// </summary>
public abstract class ArchonNode : IAsyncDisposable
{
    /// <summary>The node from a program's side.</summary>
    public abstract IArchonClient Client { get; }

    /// <summary>Where the gateway answers, from this machine; null when it was not asked for.</summary>
    public abstract Uri? GatewayAddress { get; }

    /// <summary>The address and port at which others reach the gateway over the network; null while it listens on loopback only.</summary>
    public abstract string? OpenAt { get; }

    /// <summary>The addresses and ports at which other nodes of the cluster, and whoever else finds them, reach this one; null while that is this machine alone.</summary>
    public virtual string? ClusterOpenAt => null;

    /// <summary>Why nothing can be stored, with what would help, once that has lasted; null while all is well. Crawls wait and go on by themselves.</summary>
    public abstract string? StorageProblem { get; }

    /// <summary>Starts a node; returns when it serves.</summary>
    /// <exception cref="NodeStartException">It cannot start; the message is for people and says what would help.</exception>
    public static async Task<ArchonNode> StartAsync(NodeSettings settings, CancellationToken cancellationToken)
    {
        NativeHeap.ReturnLargeBlocks();
        return settings.Role == NodeRole.Gateway
            ? await GatewayNode.CreateAsync(settings, cancellationToken)
            : await SiloNode.CreateAsync(settings, cancellationToken);
    }

    /// <summary>True when configuration says that nodes with a role are part of a cluster (<c>Archon:Postgres:ConnectionString</c>).</summary>
    public static bool IsClusterConfigured() => NodeConfiguration.IsCluster(NodeConfiguration.Read());

    /// <summary>True when the configuration names a cluster's database and then says nothing: a secret that is empty, and no wish to be alone.</summary>
    public static bool IsClusterBlank() => NodeConfiguration.Read()["Archon:Postgres:ConnectionString"] is { } text && string.IsNullOrWhiteSpace(text);

    /// <summary>The address that configuration wants <c>archon serve</c> to listen at (<c>Archon:Gateway:ListenAddress</c>); null when it says nothing.</summary>
    public static string? ConfiguredListenAddress() => NodeConfiguration.ListenAddress(NodeConfiguration.Read());

    /// <summary>Why no node would start this crawl, whatever it has stored; null when one may. Nothing is started or written to find out.</summary>
    public static StartCrawlResult? Refusal(CrawlRequest request) => CrawlRequests.Refusal(new StartCrawl { Request = request });

    /// <summary>Starts a crawl with what the operator at this terminal is trusted with.</summary>
    public abstract Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken);

    /// <summary>Plans a crawl with what the operator at this terminal is trusted with.</summary>
    public abstract Task<CrawlPlan> PlanCrawlAsync(CrawlRequest request, PrivateAccess privateAccess, CancellationToken cancellationToken);

    /// <summary>Refreshes a source with what the operator at this terminal is trusted with.</summary>
    public abstract Task<StartCrawlResult> RefreshSourceAsync(string sourceId, PrivateAccess privateAccess, CancellationToken cancellationToken);

    /// <summary>Schedules refreshes of a source with what the operator at this terminal is trusted with; null: no more.</summary>
    public abstract Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, PrivateAccess privateAccess, CancellationToken cancellationToken);

    /// <summary>Starts the gateway of a node that was started without one, at <see cref="NodeSettings.ListenAddress"/> (port 0: a free one).</summary>
    /// <exception cref="NodeStartException">The port cannot be had.</exception>
    public abstract Task<Uri> StartGatewayAsync(int port, CancellationToken cancellationToken);

    /// <summary>Completes when the node is told to stop (SIGTERM, SIGINT or <see cref="DisposeAsync"/>).</summary>
    public abstract Task WaitForShutdownAsync(CancellationToken cancellationToken);

    /// <summary>Stops it: pages in flight go back to pending, crawls stay resumable.</summary>
    public abstract ValueTask DisposeAsync();
}
