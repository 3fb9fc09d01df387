using Archon.Domain.Crawling;
using Archon.Domain.Discovery;

namespace Archon.Ports.Storage;

/// <summary>A crawl as the store knows it.</summary>
public sealed record CrawlRecord
{
    /// <summary>The crawl's id.</summary>
    public required string Id { get; init; }

    /// <summary>The source it feeds.</summary>
    public required string SourceId { get; init; }

    /// <summary>What it was asked to do.</summary>
    public required CrawlSettings Settings { get; init; }

    /// <summary>The address the scope is measured from: the seed, or where the seed redirected within its host.</summary>
    public required string ScopeUrl { get; init; }

    /// <summary>Its stage, or how it ended.</summary>
    public required CrawlStatus Status { get; init; }

    /// <summary>Raised by every activation; commits of an older epoch are refused.</summary>
    public required long Epoch { get; init; }

    /// <summary>What it has counted, equal to the rows.</summary>
    public required CrawlCounters Counters { get; init; }

    /// <summary>Number of the newest journal entry; 0 when there is none.</summary>
    public required long LastSequence { get; init; }

    /// <summary>What the newest journal entry says; null when there is none.</summary>
    public string? LastEntryBody { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was first taken up.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it ended in error; a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>What the analysis of its seed found; null when there is none (yet).</summary>
    public CrawlDiscovery? Discovery { get; init; }
}
