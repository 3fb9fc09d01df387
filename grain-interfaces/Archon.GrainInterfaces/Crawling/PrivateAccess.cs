namespace Archon.GrainInterfaces.Crawling;

/// <summary>Which addresses a crawl may dial that are not globally routable. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.private-access")]
public enum PrivateAccess
{
    /// <summary>None, unless the operator allows private networks.</summary>
    None = 0,

    /// <summary>Those of the seed's own origin.</summary>
    SeedOrigin = 1,

    /// <summary>All.</summary>
    All = 2,
}
