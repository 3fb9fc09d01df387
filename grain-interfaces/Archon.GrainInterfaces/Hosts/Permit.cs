namespace Archon.GrainInterfaces.Hosts;

/// <summary>Asks to fetch one address of the origin.</summary>
[GenerateSerializer, Immutable, Alias("archon.permit-request")]
public sealed record PermitRequest
{
    /// <summary>Path and query of the address.</summary>
    [Id(0)] public required string PathAndQuery { get; init; }

    /// <summary>Obey robots.txt.</summary>
    [Id(1)] public required bool RespectRobots { get; init; }

    /// <summary>robots.txt may be fetched from an address that is not globally routable.</summary>
    [Id(2)] public required bool AllowPrivateAddress { get; init; }

    /// <summary>
    /// What the permit shall be called, positive and random. Asked for again, it is the same permit; a caller that gives up can give back one it
    /// never heard of.
    /// </summary>
    [Id(3)] public required long Id { get; init; }

    /// <summary>The silo that fetches, in its parsable form: when it dies, its permits are free again.</summary>
    [Id(4)] public required string Silo { get; init; }

    /// <summary>The crawl it is for: crawls that wait for one host take turns. Default: none.</summary>
    [Id(5)] public string Crawl { get; init; } = "";

    /// <summary>Who asks has nothing else to do: a host that is to be left alone is waited for. When false, the answer then comes at once. Default: true.</summary>
    [Id(6)] public bool Patient { get; init; } = true;
}

/// <summary>Leave to fetch, or why not.</summary>
[GenerateSerializer, Immutable, Alias("archon.permit")]
public sealed record Permit
{
    /// <summary>Names the permit when given back; 0 when there is none.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>The number of the reason there is none; 0 when granted.</summary>
    [Id(1)] public int Reason { get; init; }

    /// <summary>HTTP status of robots.txt, when it is the reason.</summary>
    [Id(2)] public int? HttpStatus { get; init; }

    /// <summary>A sentence about the reason.</summary>
    [Id(3)] public string? Detail { get; init; }

    /// <summary>Neither granted nor refused yet: ask again with the same id, at once, and the place in the queue stays. Default: false.</summary>
    [Id(4)] public bool Waits { get; init; }

    /// <summary>When it waits: how long at least nothing will be granted; zero when that is not known.</summary>
    [Id(5)] public TimeSpan HeldFor { get; init; }
}

/// <summary>How an exchange went, or that it did not take place.</summary>
[GenerateSerializer, Immutable, Alias("archon.permit-report")]
public sealed record PermitReport
{
    /// <summary>The permit.</summary>
    [Id(0)] public required long Id { get; init; }

    /// <summary>How long the server asks to be left alone; null when it does not.</summary>
    [Id(1)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>How the host did: 0 nothing can be said, 1 good, 2 bad, 3 it is asked too much. Default: 0.</summary>
    [Id(2)] public int Verdict { get; init; }

    /// <summary>How long the host took; null when that is not known.</summary>
    [Id(3)] public TimeSpan? Latency { get; init; }

    /// <summary>HTTP status, when one came.</summary>
    [Id(4)] public int? HttpStatus { get; init; }
}
