using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Pages;

/// <summary>What a crawl has learned of the blocks that recur on its pages, and whether it wants to learn more.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-recurrence")]
public sealed record PageRecurrence
{
    /// <summary>Hashes of blocks that are no content: they are taken out of the page; 32 at most.</summary>
    [Id(0)] public ImmutableArray<long> Learned { get; init; } = [];

    /// <summary>The crawl wants to know what stands at the page's edges. Default: false.</summary>
    [Id(1)] public bool IsWatched { get; init; }
}
