using System.Collections.Immutable;
using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Processing;

/// <summary>A stored page, of which blocks are to be taken out that recur on the pages of its site.</summary>
[GenerateSerializer, Immutable, Alias("archon.rewrite-page")]
public sealed record RewritePage
{
    /// <summary>Canonical URL.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>Its title.</summary>
    [Id(1)] public required string Title { get; init; }

    /// <summary>Its text.</summary>
    [Id(2)] public required string Markdown { get; init; }

    /// <summary>Language tag, when stated. Default: null.</summary>
    [Id(3)] public string? Language { get; init; }

    /// <summary>The crawl's rules.</summary>
    [Id(4)] public required CrawlRules Rules { get; init; }

    /// <summary>Hashes of the blocks; 32 at most.</summary>
    [Id(5)] public required ImmutableArray<long> Learned { get; init; }

    /// <summary>What leads to its places, as <see cref="ProcessedPage.Anchors"/>. Default: null.</summary>
    [Id(6)] public string? Anchors { get; init; }
}
