using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Progress;

/// <summary>A stretch of a crawl's events.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-events")]
public sealed record CrawlEvents
{
    /// <summary>False when there is no such crawl.</summary>
    [Id(0)] public required bool Exists { get; init; }

    /// <summary>The events, ascending.</summary>
    [Id(1)] public ImmutableArray<CrawlProgress> Items { get; init; } = [];

    /// <summary>Number of the crawl's newest event, delivered here or not.</summary>
    [Id(2)] public long LastSequence { get; init; }
}
