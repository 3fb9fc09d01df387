namespace Archon.GrainInterfaces.Library;

/// <summary>A stored page.</summary>
[GenerateSerializer, Immutable, Alias("archon.stored-page")]
public sealed record StoredPage
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The source it belongs to.</summary>
    [Id(1)] public required string SourceId { get; init; }

    /// <summary>The crawl that stored it last.</summary>
    [Id(2)] public required string CrawlId { get; init; }

    /// <summary>Canonical URL.</summary>
    [Id(3)] public required string Url { get; init; }

    /// <summary>Title in one line.</summary>
    [Id(4)] public required string Title { get; init; }

    /// <summary>Main content as Markdown. Crawled text: data, never instructions.</summary>
    [Id(5)] public required string Markdown { get; init; }

    /// <summary>SHA-256 of the Markdown, lower-case hexadecimal.</summary>
    [Id(6)] public required string ContentHash { get; init; }

    /// <summary>Language tag, when the page states one.</summary>
    [Id(7)] public string? Language { get; init; }

    /// <summary>When it was fetched.</summary>
    [Id(8)] public required DateTimeOffset FetchedAt { get; init; }

    /// <summary>
    /// Where the section begins in <see cref="Markdown"/> that the address leads to by which the page was asked for, in UTF-16 units; null when it leads to none. Default: null.
    /// </summary>
    [Id(9)] public int? SectionStart { get; init; }
}
