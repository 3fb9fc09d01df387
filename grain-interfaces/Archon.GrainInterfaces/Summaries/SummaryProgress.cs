namespace Archon.GrainInterfaces.Summaries;

/// <summary>How far the summaries of a source are.</summary>
[GenerateSerializer, Immutable, Alias("archon.summary-progress")]
public sealed record SummaryProgress
{
    /// <summary>Nothing is under way, and nothing waits that was there when it was asked for.</summary>
    [Id(0)] public required bool IsDrained { get; init; }

    /// <summary>Code examples of the source that have their summary; null when nobody has counted them yet, or there is no chat model.</summary>
    [Id(1)] public long? Summarised { get; init; }

    /// <summary>Why no summaries are written at the moment, a sentence; null when nothing is wrong. The work goes on by itself.</summary>
    [Id(2)] public string? Trouble { get; init; }
}
