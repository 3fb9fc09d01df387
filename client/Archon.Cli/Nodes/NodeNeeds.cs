namespace Archon.Cli.Nodes;

/// <summary>What a command wants from a node it has to start itself.</summary>
internal sealed record NodeNeeds
{
    /// <summary>For commands that only read, or work on one crawl they name.</summary>
    public static NodeNeeds Quiet { get; } = new() { NeedsData = true };

    /// <summary>There is nothing to do in a folder without data: one that was named by mistake is told, not made.</summary>
    public bool NeedsData { get; init; }

    /// <summary>Take up every interrupted crawl of the folder.</summary>
    public bool ResumeCrawls { get; init; }

    /// <summary>Port of the gateway; null for none.</summary>
    public int? GatewayPort { get; init; }

    /// <summary>Allow private networks to every crawl of the node.</summary>
    public bool AllowPrivate { get; init; }
}
