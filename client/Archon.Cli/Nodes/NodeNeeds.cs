namespace Archon.Cli.Nodes;

/// <summary>What a command wants from a node it has to start itself.</summary>
internal sealed record NodeNeeds
{
    /// <summary>For commands that collect what the folder's crawls name.</summary>
    public static NodeNeeds Quiet { get; } = new() { NeedsData = true };

    /// <summary>For commands that fetch nothing: they read, or note a wish at one crawl.</summary>
    public static NodeNeeds Reading { get; } = new() { NeedsData = true, Fetches = false };

    /// <summary>Pages will be fetched, and the first one should not wait for code to be compiled.</summary>
    public bool Fetches { get; init; } = true;

    /// <summary>There is nothing to do in a folder without data: one that was named by mistake is told, not made.</summary>
    public bool NeedsData { get; init; }

    /// <summary>Take up every interrupted crawl of the folder.</summary>
    public bool ResumeCrawls { get; init; }

    /// <summary>Port of the gateway; null for none.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>IP address the gateway listens at; null: this machine's loopback only.</summary>
    public string? ListenAddress { get; init; }

    /// <summary>Allow private networks to every crawl of the node.</summary>
    public bool AllowPrivate { get; init; }
}
