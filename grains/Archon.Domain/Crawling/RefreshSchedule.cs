namespace Archon.Domain.Crawling;

/// <summary>When a source is refreshed by itself.</summary>
/// <param name="Every">Time from one refresh to the next, <see cref="Shortest"/> to <see cref="Longest"/>.</param>
/// <param name="NextAt">When the next one begins.</param>
/// <param name="PrivateAccess">What whoever made the schedule was trusted with; every refresh has it.</param>
public sealed record RefreshSchedule(TimeSpan Every, DateTimeOffset NextAt, PrivateAccess PrivateAccess = PrivateAccess.None)
{
    /// <summary>Least time from one refresh to the next: a site that changes more often has a feed.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <summary>Most time from one refresh to the next.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>
    /// The first time after <paramref name="now"/> that is a whole number of periods after <see cref="NextAt"/>: what was missed while no node
    /// ran is not made up for.
    /// </summary>
    public DateTimeOffset After(DateTimeOffset now) =>
        now < NextAt ? NextAt : NextAt + Every * (Math.Floor((now - NextAt) / Every) + 1);
}
