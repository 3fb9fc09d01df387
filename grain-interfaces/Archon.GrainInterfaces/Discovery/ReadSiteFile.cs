using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Discovery;

/// <summary>One file to read.</summary>
[GenerateSerializer, Immutable, Alias("archon.read-site-file")]
public sealed record ReadSiteFile
{
    /// <summary>Its canonical URL.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>0 sitemap, 1 llms.txt, 2 llms-full.txt.</summary>
    [Id(1)] public required int Kind { get; init; }

    /// <summary>The epoch that reads it.</summary>
    [Id(2)] public required long Epoch { get; init; }

    /// <summary>The crawl's rules, which sort what it lists.</summary>
    [Id(3)] public required CrawlRules Rules { get; init; }

    /// <summary>Markdown that llms.txt lists is taken for pages, and not for the twins of pages that are crawled themselves. Default: false.</summary>
    [Id(4)] public bool TakesMarkdown { get; init; }
}
