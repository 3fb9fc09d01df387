namespace Archon.Silo;

/// <summary>What a node of a cluster does.</summary>
public enum NodeRole
{
    /// <summary>Works and answers: a silo with the gateway in the same process.</summary>
    All = 0,

    /// <summary>Works: crawls, stores, searches.</summary>
    Silo = 1,

    /// <summary>Answers: HTTP in front of the cluster's silos. It holds no data and does no work of its own.</summary>
    Gateway = 2,
}
