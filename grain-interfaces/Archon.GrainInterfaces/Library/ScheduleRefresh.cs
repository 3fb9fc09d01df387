using Archon.GrainInterfaces.Crawling;

namespace Archon.GrainInterfaces.Library;

/// <summary>How often a source is to be refreshed by itself.</summary>
[GenerateSerializer, Immutable, Alias("archon.schedule-refresh")]
public sealed record ScheduleRefresh
{
    /// <summary>The source.</summary>
    [Id(0)] public required string SourceId { get; init; }

    /// <summary>Time from one refresh to the next, 15 minutes to 366 days; null: only when somebody asks for it.</summary>
    [Id(1)] public TimeSpan? Every { get; init; }

    /// <summary>What every such refresh is trusted with; see <see cref="StartCrawl.PrivateAccess"/>. Default: none.</summary>
    [Id(2)] public PrivateAccess PrivateAccess { get; init; } = PrivateAccess.None;
}

/// <summary>What came of it.</summary>
[GenerateSerializer, Immutable, Alias("archon.schedule-refresh-result")]
public sealed record ScheduleRefreshResult
{
    /// <summary>The source as it is now; null: there is none with this id, or the time is refused.</summary>
    [Id(0)] public Source? Source { get; init; }

    /// <summary>Why the time is refused, as a sentence; null otherwise.</summary>
    [Id(1)] public string? Message { get; init; }
}
