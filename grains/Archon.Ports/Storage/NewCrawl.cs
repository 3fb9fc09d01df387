using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>A crawl to make durable.</summary>
public sealed record NewCrawl
{
    /// <summary>The crawl's id, unique for ever.</summary>
    public required string Id { get; init; }

    /// <summary>The source it feeds; crawls of the same seed feed the same source.</summary>
    public required string SourceId { get; init; }

    /// <summary>What it was asked to do; its Url is the seed.</summary>
    public required CrawlSettings Settings { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>First journal entries, sequence numbers from 1.</summary>
    public ImmutableArray<JournalEntry> Journal { get; init; } = [];
}
