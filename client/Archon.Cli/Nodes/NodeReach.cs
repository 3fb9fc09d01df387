namespace Archon.Cli.Nodes;

/// <summary>How a command came to its client.</summary>
internal enum NodeReach
{
    /// <summary>The node lives in this process.</summary>
    Embedded,

    /// <summary>Another process owns the data folder and serves it.</summary>
    RunningNode,

    /// <summary>The server that was named.</summary>
    Server,
}
