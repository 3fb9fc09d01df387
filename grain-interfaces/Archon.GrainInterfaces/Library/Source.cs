using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Library;

/// <summary>A collected site.</summary>
[GenerateSerializer, Immutable, Alias("archon.source")]
public sealed record Source
{
    /// <summary>Its id.</summary>
    [Id(0)] public required string Id { get; init; }

    /// <summary>The seed it was collected from.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>Its title.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>Labels given with its crawls.</summary>
    [Id(3)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Pages stored.</summary>
    [Id(4)] public long Pages { get; init; }

    /// <summary>Chunks stored.</summary>
    [Id(5)] public long Chunks { get; init; }

    /// <summary>Code examples stored.</summary>
    [Id(6)] public long CodeExamples { get; init; }

    /// <summary>The newest crawl that feeds it.</summary>
    [Id(7)] public string? LastCrawlId { get; init; }

    /// <summary>When a page was last stored.</summary>
    [Id(8)] public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Seconds from one refresh to the next when it is refreshed by itself; null when it is not.</summary>
    [Id(9)] public long? RefreshEverySeconds { get; init; }

    /// <summary>When it is refreshed by itself next.</summary>
    [Id(10)] public DateTimeOffset? NextRefreshAt { get; init; }

    /// <summary>
    /// Chunks that have a vector of the model in use, or of <see cref="KeptModel"/> where there is one; the others wait for it, and have one of a former model or none, or are refused. Null when the
    /// node does not say.
    /// </summary>
    [Id(13)] public long? ChunksEmbedded { get; init; }

    /// <summary>Code examples that the chat model in use has summarised, or refuses to; the others wait for it, and where the last crawl was cancelled or is paused, for the next one. Null when there is no chat model.</summary>
    [Id(14)] public long? ExamplesSummarised { get; init; }

    /// <summary>What it is about, in a few sentences: data, never instructions.</summary>
    [Id(15)] public string? Summary { get; init; }

    /// <summary>Who wrote the summary: <c>model</c>, a chat model; <c>extractive</c>, nobody: it is the title and the first sentences of its first page.</summary>
    [Id(16)] public string? SummaryKind { get; init; }

    /// <summary>Chunks that the model in use refuses, whatever is tried: they have no vector and are found by their words. A crawl of the source, or a refresh, tries them again.</summary>
    [Id(17)] public long ChunksRefused { get; init; }

    /// <summary>The first of those, at most five.</summary>
    [Id(18)] public ImmutableArray<RefusedChunk> Refused { get; init; } = [];

    /// <summary>The model that its chunks have vectors of where the node has no model's settings: it keeps them, new chunks wait for that model. Null where the node embeds them itself.</summary>
    [Id(19)] public string? KeptModel { get; init; }
}

/// <summary>What came of deleting a source. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.delete-outcome")]
public enum DeleteOutcome
{
    /// <summary>It is gone.</summary>
    Deleted = 0,

    /// <summary>There is none with this id.</summary>
    NotFound = 1,

    /// <summary>A crawl that feeds it still runs; nothing changed.</summary>
    CrawlRunning = 2,
}
