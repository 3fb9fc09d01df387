namespace Archon.Gateway.Health;

/// <summary>
/// What the node behind a gateway says of itself, from its own memory: it asks neither the database nor another node, so a database that is away
/// neither restarts nodes nor takes them out of service. A host that registers none is always well.
/// </summary>
public interface INodeHealth
{
    /// <summary>Why it should be sent nothing now, for people; null when it should.</summary>
    string? NotReady { get; }

    /// <summary>Why only a restart would help, for people; null while it lives.</summary>
    string? NotAlive { get; }
}
