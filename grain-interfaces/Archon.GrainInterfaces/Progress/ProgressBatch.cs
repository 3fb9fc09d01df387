using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Progress;

/// <summary>What travels on a crawl's stream: durable events, or none as a heartbeat.</summary>
[GenerateSerializer, Immutable, Alias("archon.progress-batch")]
public sealed record ProgressBatch
{
    /// <summary>The epoch of the activation that published it; an older one than seen before is ignored.</summary>
    [Id(0)] public required long Epoch { get; init; }

    /// <summary>The events, ascending; empty for a heartbeat.</summary>
    [Id(1)] public ImmutableArray<CrawlProgress> Events { get; init; } = [];

    /// <summary>Number of the newest durable event.</summary>
    [Id(2)] public required long LastSequence { get; init; }
}
