using System.Collections.Immutable;

namespace Archon.Ports.Storage;

/// <summary>What must be remembered of a host when the silo that knew it has died. Hosts not asked for 90 days are forgotten.</summary>
public interface IHostStore
{
    /// <summary>What is known of the origin, or null.</summary>
    Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken);

    /// <summary>Keeps it, in place of what was known.</summary>
    Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken);

    /// <summary>Hosts, the one asked last first; at most <paramref name="limit"/>.</summary>
    Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken);
}

/// <summary>How one origin was treated last.</summary>
public sealed record HostRecord
{
    /// <summary>How long a host is remembered that is not asked.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    /// <summary>Scheme, host and port.</summary>
    public required string Origin { get; init; }

    /// <summary>Requests at once that it was thought to bear, and the part of one that is won back.</summary>
    public required double Limit { get; init; }

    /// <summary>How often in a row it said that it is asked too much.</summary>
    public int Backoff { get; init; }

    /// <summary>It is to be left alone until then.</summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>Least time from the end of a request to the start of the next, as its robots.txt asks.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>HTTP status of its last answer.</summary>
    public int? LastStatus { get; init; }

    /// <summary>Requests permitted so far.</summary>
    public long Requests { get; init; }

    /// <summary>When this was known.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
