namespace Archon.GrainInterfaces.Crawling;

/// <summary>A crawl, for people and programs.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-view")]
public sealed record Crawl
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The seed as a canonical URL.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Its stage, or how it ended.</summary>
    [Id(2)] public required CrawlStatus Status { get; init; }

    /// <summary>When it was asked for.</summary>
    [Id(3)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first taken up.</summary>
    [Id(4)] public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    [Id(5)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Pages admitted to the frontier.</summary>
    [Id(6)] public long PagesDiscovered { get; init; }

    /// <summary>Pages fetched, processed and stored.</summary>
    [Id(7)] public long PagesDone { get; init; }

    /// <summary>Pages that could not be had.</summary>
    [Id(8)] public long PagesFailed { get; init; }

    /// <summary>Pages a rule left out.</summary>
    [Id(9)] public long PagesSkipped { get; init; }

    /// <summary>Chunks stored by this crawl.</summary>
    [Id(10)] public long ChunksStored { get; init; }

    /// <summary>Chunks of this crawl that have a vector.</summary>
    [Id(11)] public long ChunksEmbedded { get; init; }

    /// <summary>Code examples stored by this crawl.</summary>
    [Id(12)] public long CodeExamples { get; init; }

    /// <summary>Why it ended in error; a sentence.</summary>
    [Id(13)] public string? Error { get; init; }

    /// <summary>0 to 100, as its newest event told it; 100 only when complete, −1 when in error.</summary>
    [Id(14)] public double Percentage { get; init; }

    /// <summary>The source it feeds.</summary>
    [Id(15)] public string SourceId { get; init; } = "";

    /// <summary>Distinct links refused before they became pages.</summary>
    [Id(16)] public long LinksRefused { get; init; }

    /// <summary>Number of its newest progress event; 0 before the first.</summary>
    [Id(17)] public long LastSequence { get; init; }

    /// <summary>What the analysis of its seed found; null before it is done, and in the modes that need none.</summary>
    [Id(18)] public CrawlDiscovery? Discovery { get; init; }

    /// <summary>It brings its source up to date; the next four count what it did, and are 0 for any other crawl.</summary>
    [Id(19)] public bool IsRefresh { get; init; }

    /// <summary>Pages that are new in the source.</summary>
    [Id(20)] public long PagesAdded { get; init; }

    /// <summary>Pages that took the place of older versions.</summary>
    [Id(21)] public long PagesChanged { get; init; }

    /// <summary>Pages that are as they were: what is stored of them stayed.</summary>
    [Id(22)] public long PagesUnchanged { get; init; }

    /// <summary>Pages that were gone in two refreshes, and are removed.</summary>
    [Id(23)] public long PagesRemoved { get; init; }

    /// <summary>Its pages are documents that were handed in; it counts what it did with them as a refresh does.</summary>
    [Id(24)] public bool IsHandedIn { get; init; }

    /// <summary>Code examples of its source that a chat model has summarised, as its newest event told it; null without one. They may go on being written after its end.</summary>
    [Id(25)] public long? ExamplesSummarised { get; init; }
}
