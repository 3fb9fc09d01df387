using System.Collections.Immutable;

namespace Archon.GrainInterfaces.Pages;

/// <summary>What came of a page.</summary>
[GenerateSerializer, Immutable, Alias("archon.page-outcome")]
public sealed record PageOutcome
{
    /// <summary>Whether the outcome is durable.</summary>
    [Id(0)] public required OutcomeKind Kind { get; init; }

    /// <summary>The number of the reason it failed or was skipped; 0 for none.</summary>
    [Id(1)] public int Reason { get; init; }

    /// <summary>A sentence about the reason.</summary>
    [Id(2)] public string? Detail { get; init; }

    /// <summary>New base of the crawl's scope, when the seed redirected.</summary>
    [Id(3)] public string? ScopeUrl { get; init; }

    /// <summary>The crawl's counters after the commit; null when fenced.</summary>
    [Id(4)] public CrawlTotals? Totals { get; init; }

    /// <summary>When deferred: how long the page waits before a lane gets it again.</summary>
    [Id(5)] public TimeSpan Pause { get; init; }

    /// <summary>When deferred: exchanges made for it since it was claimed.</summary>
    [Id(6)] public int Tries { get; init; }

    /// <summary>When deferred: nothing was asked of the host, which is to be left alone; the pause holds for all of its pages.</summary>
    [Id(7)] public bool HoldsHost { get; init; }

    /// <summary>By what its text is told from one that is nearly the same; 0 when it was not read, or its address is none of many.</summary>
    [Id(8)] public long Signature { get; init; }

    /// <summary>When deferred: how long the server asked to be left alone; null when it did not.</summary>
    [Id(9)] public TimeSpan? RetryAfter { get; init; }

    /// <summary>Hashes of its lines, by which it is told whether another page has said the same; empty when it was not read.</summary>
    [Id(10)] public ImmutableArray<long> Lines { get; init; } = [];

    /// <summary>What stands at its edges; null when the crawl did not ask for it, or it was not read. Default: null.</summary>
    [Id(11)] public PageEdges? Edges { get; init; }
}

/// <summary>What a page ended as. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.outcome-kind")]
public enum OutcomeKind
{
    /// <summary>Stored.</summary>
    Done = 0,

    /// <summary>Failed.</summary>
    Failed = 1,

    /// <summary>Skipped.</summary>
    Skipped = 2,

    /// <summary>Not stored: a newer epoch owns the crawl, or it has ended.</summary>
    Fenced = 3,

    /// <summary>Not stored: the page stays claimed and is to be given to a lane again, later.</summary>
    Deferred = 4,
}

/// <summary>A crawl's counters, as they were after some commit.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-totals")]
public sealed record CrawlTotals
{
    /// <summary>Pages admitted to the frontier.</summary>
    [Id(0)] public long PagesDiscovered { get; init; }

    /// <summary>Pages stored.</summary>
    [Id(1)] public long PagesDone { get; init; }

    /// <summary>Pages that could not be had.</summary>
    [Id(2)] public long PagesFailed { get; init; }

    /// <summary>Pages a rule left out.</summary>
    [Id(3)] public long PagesSkipped { get; init; }

    /// <summary>Distinct links refused.</summary>
    [Id(4)] public long LinksRefused { get; init; }

    /// <summary>Chunks stored.</summary>
    [Id(5)] public long ChunksStored { get; init; }

    /// <summary>Chunks that have a vector.</summary>
    [Id(6)] public long ChunksEmbedded { get; init; }

    /// <summary>Code examples stored.</summary>
    [Id(7)] public long CodeExamples { get; init; }

    /// <summary>Documents a refresh added.</summary>
    [Id(8)] public long PagesAdded { get; init; }

    /// <summary>Documents a refresh stored in place of others.</summary>
    [Id(9)] public long PagesChanged { get; init; }

    /// <summary>Documents a refresh found as they are stored.</summary>
    [Id(10)] public long PagesUnchanged { get; init; }

    /// <summary>Documents a refresh took away.</summary>
    [Id(11)] public long PagesRemoved { get; init; }
}
