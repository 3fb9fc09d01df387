using System.Text.Json.Serialization;
using Archon.GrainInterfaces.Crawling;

namespace Archon.GrainInterfaces.Progress;

/// <summary>
/// One event of a crawl's progress, with all counters as they were. As JSON it is the payload of SSE, SignalR and
/// <c>--json</c>. An event without <see cref="Log"/> that is not terminal is a tick: ticks may be folded, the rest never.
/// </summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-progress")]
public sealed record CrawlProgress
{
    /// <summary>The crawl's id.</summary>
    [Id(0)] public required string ProgressId { get; init; }

    /// <summary>1, 2, 3, … without a gap, valid across silos, gateways and restarts.</summary>
    [Id(1)] public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    [Id(2)] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The stage that holds the end back, or how the crawl ended.</summary>
    [Id(3)] public required CrawlStatus Status { get; init; }

    /// <summary>0 to 100, computed from counts; never falls; 100 only when complete, −1 when in error.</summary>
    [Id(4)] public required double Percentage { get; init; }

    /// <summary>The page that was worked on last.</summary>
    [Id(5)] public string? CurrentUrl { get; init; }

    /// <summary>A sentence for people; null for a tick.</summary>
    [Id(6)] public string? Log { get; init; }

    /// <summary>Pages admitted to the frontier.</summary>
    [Id(7)] public long PagesDiscovered { get; init; }

    /// <summary>Pages fetched, processed and stored.</summary>
    [Id(8)] public long PagesDone { get; init; }

    /// <summary>Pages that could not be had.</summary>
    [Id(9)] public long PagesFailed { get; init; }

    /// <summary>Pages a rule left out.</summary>
    [Id(10)] public long PagesSkipped { get; init; }

    /// <summary>Chunks stored.</summary>
    [Id(11)] public long ChunksStored { get; init; }

    /// <summary>Chunks that have a vector.</summary>
    [Id(12)] public long ChunksEmbedded { get; init; }

    /// <summary>Code examples stored.</summary>
    [Id(13)] public long CodeExamples { get; init; }

    /// <summary>Pages finished a second, over the last seconds.</summary>
    [Id(14)] public double PagesPerSecond { get; init; }

    /// <summary>Seconds to the end at this rate; null while unknown.</summary>
    [Id(15)] public double? EtaSeconds { get; init; }

    /// <summary>How many earlier events this one stands for: its number minus the one delivered before it, minus one.</summary>
    [Id(16)] public long Coalesced { get; init; }

    /// <summary>Why the crawl ended in error; a sentence.</summary>
    [Id(17)] public string? Error { get; init; }

    /// <summary>Code examples of the source that a chat model has summarised; null without one, and before they were counted.</summary>
    [Id(18)] public long? ExamplesSummarised { get; init; }

    /// <summary>True for the crawl's last event.</summary>
    [JsonIgnore]
    public bool IsTerminal => Status >= CrawlStatus.Complete;

    /// <summary>True for an event that only counts and may be folded into a later one.</summary>
    [JsonIgnore]
    public bool IsTick => Log is null && !IsTerminal;
}
