using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Crawling;

/// <summary>
/// What a site wants to be told before it shows its pages. It is sent to the seed's own origin (scheme, host and port) and to nobody else, is kept
/// encrypted with the crawl for retries and refreshes, and is in no answer, event or log.
/// </summary>
[GenerateSerializer, Immutable, Alias("archon.site-access")]
public sealed record SiteAccess
{
    /// <summary>Request headers by name. Default: none.</summary>
    [Id(0)] public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Cookies by name. Default: none.</summary>
    [Id(1)] public ImmutableDictionary<string, string> Cookies { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>A user's name and password (RFC 7617). Default: none.</summary>
    [Id(2)] public BasicCredentials? Basic { get; init; }

    /// <summary>A bearer token (RFC 6750), without the word Bearer. Default: none.</summary>
    [Id(3)] public string? Bearer { get; init; }

    /// <summary>Says nothing of what it holds.</summary>
    public override string ToString() => "(hidden)";
}
