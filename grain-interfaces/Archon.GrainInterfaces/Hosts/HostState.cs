namespace Archon.GrainInterfaces.Hosts;

/// <summary>How one origin is treated, for people.</summary>
[GenerateSerializer, Immutable, Alias("archon.host-state")]
public sealed record HostState
{
    /// <summary>Scheme, host and port.</summary>
    [Id(0)] public required string Origin { get; init; }

    /// <summary>Requests under way.</summary>
    [Id(1)] public int InFlight { get; init; }

    /// <summary>Requests that wait for their turn.</summary>
    [Id(2)] public int Waiting { get; init; }

    /// <summary>Requests at once that it is thought to bear now.</summary>
    [Id(3)] public int Limit { get; init; }

    /// <summary>Requests at once that it may have at most (<c>Archon:Hosts:Concurrency</c>).</summary>
    [Id(4)] public int Ceiling { get; init; }

    /// <summary>Least seconds from the end of a request to the start of the next; 0 when they may overlap.</summary>
    [Id(5)] public double DelaySeconds { get; init; }

    /// <summary>It is left alone until then; null when it is not.</summary>
    [Id(6)] public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>How often in a row it said that it is asked too much (429, 503).</summary>
    [Id(7)] public int Backoff { get; init; }

    /// <summary>HTTP status of its last answer; null when there was none.</summary>
    [Id(8)] public int? LastStatus { get; init; }

    /// <summary>robots.txt: <c>unknown</c>, <c>rules</c>, or <c>unavailable</c> (nothing may be fetched now).</summary>
    [Id(9)] public string Robots { get; init; } = "unknown";

    /// <summary>Requests permitted so far, robots.txt included.</summary>
    [Id(10)] public long Requests { get; init; }

    /// <summary>When it was asked last, to some seconds.</summary>
    [Id(11)] public DateTimeOffset UpdatedAt { get; init; }
}
