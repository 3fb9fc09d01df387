using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Crawling;

/// <summary>What the analysis of a crawl's seed found, and how pages are found because of it.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-discovery")]
public sealed record CrawlDiscovery
{
    /// <summary><c>single</c>, <c>recursive</c>, <c>sitemap</c> or <c>llms</c>: what was asked for, or what auto has come to.</summary>
    [Id(0)] public required string Mode { get; init; }

    /// <summary>Files read that list pages or further files.</summary>
    [Id(1)] public int Files { get; init; }

    /// <summary>Pages they list; one that several list counts for each.</summary>
    [Id(2)] public long Pages { get; init; }

    /// <summary>Of them, those that scope, globs and the other rules let pass.</summary>
    [Id(3)] public long InScope { get; init; }

    /// <summary>The first twenty of these files.</summary>
    [Id(4)] public ImmutableArray<ListedPages> Lists { get; init; } = [];

    /// <summary>What was wrong with such files, in sentences: one that breaks off, or that could not be had. Five at most.</summary>
    [Id(5)] public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>How the blocks begin that stand on nearly every page and are left out as no content; 32 at most.</summary>
    [Id(6)] public ImmutableArray<string> Recurring { get; init; } = [];
}

/// <summary>A file that lists pages.</summary>
[GenerateSerializer, Immutable, Alias("archon.listed-pages")]
public sealed record ListedPages
{
    /// <summary>Where it is.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary><c>sitemap</c> or <c>llms</c>.</summary>
    [Id(1)] public required string Kind { get; init; }

    /// <summary>Pages it lists; 0 for an index of sitemaps.</summary>
    [Id(2)] public long Pages { get; init; }

    /// <summary>Of them, those that the rules let pass.</summary>
    [Id(3)] public long InScope { get; init; }
}
