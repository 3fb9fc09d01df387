namespace Archon.Chaos.Processes;

/// <summary>What a node of a test is started with.</summary>
internal sealed record NodeSettings
{
    /// <summary>silo, gateway or all.</summary>
    public required string Role { get; init; }

    /// <summary>Connection string of the cluster's database.</summary>
    public required string Database { get; init; }

    /// <summary>Port of the HTTP gateway; 0 takes a free one. Default: 0.</summary>
    public int Port { get; init; }

    /// <summary>File its standard error is appended to, the log included; null keeps what is not log in memory. Default: null.</summary>
    public string? Log { get; init; }

    /// <summary>More of its environment, such as <c>ARCHON__RESUMING__INTERVAL</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
