using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Hosts;

/// <summary>What an origin's robots.txt says to whoever does not ask for a permit.</summary>
[GenerateSerializer, Immutable, Alias("archon.robots-notice")]
public sealed record RobotsNotice
{
    /// <summary>It is still being fetched: ask again, at once. Default: false.</summary>
    [Id(0)] public bool Waits { get; init; }

    /// <summary>The values of its Sitemap lines as they stand there.</summary>
    [Id(1)] public ImmutableArray<string> Sitemaps { get; init; } = [];

    /// <summary>The pause it asks for between two fetches, as far as it is kept to; null when it asks for none.</summary>
    [Id(2)] public TimeSpan? CrawlDelay { get; init; }

    /// <summary>The address that was asked for may be fetched; null when robots.txt could not be had, so that nothing may be.</summary>
    [Id(3)] public bool? IsAllowed { get; init; }
}
