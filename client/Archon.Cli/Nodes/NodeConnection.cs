using Archon.Client;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;

namespace Archon.Cli.Nodes;

/// <summary>
/// A client for a command, wherever the node is: the server that was named, the process that owns the data folder, or a node
/// started here, which then owns it until this is disposed.
/// </summary>
internal sealed class NodeConnection : IAsyncDisposable
{
    private static readonly TimeSpan OwnerPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OwnerPoll = TimeSpan.FromMilliseconds(50);

    private const string SqliteFile = "archon.db";

    private NodeConnection(NodeTarget target, NodeReach reach, IArchonClient client, OwnedNode? owned = null, NodeFile? owner = null)
    {
        Target = target;
        Reach = reach;
        Client = client;
        Owned = owned;
        Owner = owner;
    }

    public NodeTarget Target { get; }

    public NodeReach Reach { get; }

    public IArchonClient Client { get; }

    /// <summary>The node of this process, when it is here.</summary>
    public OwnedNode? Owned { get; }

    /// <summary>The other process, when it owns the folder.</summary>
    public NodeFile? Owner { get; }

    /// <summary>This command may ask for private networks: the node is here, or its folder told the secret.</summary>
    public bool IsTrusted => Owned is not null || Owner?.OwnerToken is not null;

    /// <summary>Where what is collected lies, for people.</summary>
    public string Place => Reach == NodeReach.Server ? $"the server {Target.Server}" : Target.DataDirectory;

    /// <exception cref="CliException">The folder cannot be written, or its owner does not answer.</exception>
    public static async Task<NodeConnection> OpenAsync(NodeTarget target, NodeNeeds needs, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (target.Server is { } server)
        {
            return new NodeConnection(target, NodeReach.Server, HttpConnection.To(server));
        }

        if (needs.NeedsData && target.IsDataGiven && !File.Exists(Path.Combine(target.DataDirectory, SqliteFile)))
        {
            throw new CliException(
                $"Nothing has been collected in {target.DataDirectory}: it holds no {SqliteFile}. Name the folder that archon crawl was given with --data DIR.",
                ExitCode.BadUsage);
        }

        var since = clock.GetTimestamp();
        while (true)
        {
            if (NodeLock.TryAcquire(target.DataDirectory) is { } ownership)
            {
                var owned = await OwnedNode.StartAsync(ownership, target.DataDirectory, needs, clock, cancellationToken);
                return new NodeConnection(target, NodeReach.Embedded, owned.Node.Client, owned);
            }

            var owner = NodeFile.Read(target.DataDirectory);
            if (owner is { Url: { } url, IsAlive: true })
            {
                return new NodeConnection(target, NodeReach.RunningNode, HttpConnection.To(url), owner: owner);
            }

            if (clock.GetElapsedTime(since) > OwnerPatience)
            {
                throw new CliException(
                    $"The data folder {target.DataDirectory} is in use by another archon{OwnerName(owner)} that does not answer yet; " +
                    "try again in a moment, or name another folder with --data DIR.");
            }

            NodeKnock.Knock(target.DataDirectory);
            await Task.Delay(OwnerPoll, clock, cancellationToken);
        }
    }

    /// <summary>Starts a crawl with private networks as far as this command may grant them.</summary>
    public Task<StartCrawlResult> StartCrawlAsync(CrawlRequest request, PrivateAccess access, CancellationToken cancellationToken) => this switch
    {
        { Owned.Node: var node } => node.StartCrawlAsync(request, access, cancellationToken),
        { Owner.OwnerToken: { } token, Client: HttpArchonClient gateway } => gateway.StartCrawlAsync(request, access, token, cancellationToken),
        _ => Client.StartCrawlAsync(request, cancellationToken),
    };

    /// <summary>Refreshes a source with private networks as far as this command may grant them.</summary>
    public Task<StartCrawlResult> RefreshSourceAsync(string sourceId, PrivateAccess access, CancellationToken cancellationToken) => this switch
    {
        { Owned.Node: var node } => node.RefreshSourceAsync(sourceId, access, cancellationToken),
        { Owner.OwnerToken: { } token, Client: HttpArchonClient gateway } => gateway.RefreshSourceAsync(sourceId, access, token, cancellationToken),
        _ => Client.RefreshSourceAsync(sourceId, cancellationToken),
    };

    /// <summary>Schedules refreshes of a source with private networks as far as this command may grant them; null: no more.</summary>
    public Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, PrivateAccess access, CancellationToken cancellationToken) => this switch
    {
        { Owned.Node: var node } => node.ScheduleRefreshAsync(sourceId, every, access, cancellationToken),
        { Owner.OwnerToken: { } token, Client: HttpArchonClient gateway } => gateway.ScheduleRefreshAsync(sourceId, every, access, token, cancellationToken),
        _ => Client.ScheduleRefreshAsync(sourceId, every, cancellationToken),
    };

    public async ValueTask DisposeAsync()
    {
        if (Owned is not null)
        {
            await Owned.DisposeAsync();
        }
    }

    private static string OwnerName(NodeFile? owner) => owner is { IsAlive: true } ? $" (process {owner.Pid})" : "";
}
