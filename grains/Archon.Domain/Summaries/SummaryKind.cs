namespace Archon.Domain.Summaries;

/// <summary>What a summary is of.</summary>
public enum SummaryKind
{
    /// <summary>A code example.</summary>
    Example = 0,

    /// <summary>A source.</summary>
    Source = 1,
}
