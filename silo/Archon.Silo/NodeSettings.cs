namespace Archon.Silo;

/// <summary>What a process says when it starts a node; everything else comes from configuration.</summary>
public sealed record NodeSettings
{
    /// <summary>Folder of the embedded store; created when missing. A node of a cluster leaves it alone.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>
    /// What the node does. With a role it is part of the cluster that <c>Archon:Postgres:ConnectionString</c> names, when that is set. Null: an embedded
    /// node, whatever is configured. Default: null.
    /// </summary>
    public NodeRole? Role { get; init; }

    /// <summary>Port of the gateway; 0 takes a free one; null starts no gateway.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>
    /// IP address the gateway listens at, whatever configuration says: only who serves opens a door to the network
    /// (<see cref="ArchonNode.ConfiguredListenAddress"/>). Null: 127.0.0.1, for other commands of this machine; such a gateway does not drain
    /// before it stops. Default: null.
    /// </summary>
    public string? ListenAddress { get; init; }

    /// <summary>The operator allows private networks for every crawl of this node. Default: false, and what configuration says.</summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// The secret by which commands that read the data folder start crawls of private addresses through the gateway
    /// (<c>Archon.Client.Http.OwnerToken</c>); null grants nobody anything. Default: null.
    /// </summary>
    public string? OwnerToken { get; init; }

    /// <summary>Take running crawls of the store up again. Default: true.</summary>
    public bool ResumeCrawls { get; init; } = true;

    /// <summary>Load and compile what the first page needs while the node starts; of no use to a node that fetches nothing. Default: true.</summary>
    public bool WarmUp { get; init; } = true;

    /// <summary>Hears, while the node starts, what whoever waits for it should know; null when nobody does. Default: null.</summary>
    public Action<string>? Notice { get; init; }

    /// <summary>Write the log to standard error: information of Archon, warnings of the rest. Default: false, warnings of Archon only.</summary>
    public bool Verbose { get; init; }
}
