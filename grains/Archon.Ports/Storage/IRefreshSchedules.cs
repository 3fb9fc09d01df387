using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>Which sources are refreshed by themselves, and when. A source that is deleted takes its schedule with it.</summary>
public interface IRefreshSchedules
{
    /// <summary>Gives the source this schedule in place of the one it had; null takes it away. False when there is no such source.</summary>
    Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken);

    /// <summary>Sources whose refresh is due at <paramref name="now"/>, the longest due first; at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    /// <summary>Puts the source's next refresh off until <paramref name="next"/>. False, and nothing changes, unless it is still due as <paramref name="due"/> says.</summary>
    Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken);
}

/// <summary>A refresh whose time has come.</summary>
/// <param name="SourceId">The source.</param>
/// <param name="Schedule">Its schedule; <see cref="RefreshSchedule.NextAt"/> is when it became due.</param>
public sealed record DueRefresh(string SourceId, RefreshSchedule Schedule);
