namespace Archon.Domain.Crawling;

/// <summary>Which addresses a crawl may dial that are not globally routable. The numbers are stored and never move.</summary>
public enum PrivateAccess
{
    /// <summary>None, unless the operator allows private networks for the whole node.</summary>
    None = 0,

    /// <summary>Those of the seed's own origin (scheme, host and port).</summary>
    SeedOrigin = 1,

    /// <summary>All.</summary>
    All = 2,
}
