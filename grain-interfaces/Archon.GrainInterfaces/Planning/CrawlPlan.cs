using System.Collections.Immutable;
using Archon.GrainInterfaces.Crawling;

namespace Archon.GrainInterfaces.Planning;

/// <summary>What a crawl would do. Nothing of it is stored.</summary>
[GenerateSerializer, Immutable, Alias("archon.crawl-plan")]
public sealed record CrawlPlan
{
    /// <summary>The most links of one plan, admitted and refused together.</summary>
    public const int MostLinks = 200;

    /// <summary>The request's member that is wrong, in camelCase; null when there is a plan.</summary>
    [Id(0)] public string? Field { get; init; }

    /// <summary>When the request is wrong: a sentence that says what would be right.</summary>
    [Id(1)] public string? Message { get; init; }

    /// <summary>The seed as a canonical URL.</summary>
    [Id(2)] public string Url { get; init; } = "";

    /// <summary>Where the seed ended after redirects; the scope is measured from there.</summary>
    [Id(3)] public string ScopeUrl { get; init; } = "";

    /// <summary><c>subtree</c>, <c>host</c> or <c>domain</c>.</summary>
    [Id(4)] public string Scope { get; init; } = "";

    /// <summary>How pages would be found: <c>single</c>, <c>recursive</c>, <c>sitemap</c> or <c>llms</c>.</summary>
    [Id(5)] public string Mode { get; init; } = "";

    /// <summary>What robots.txt says of the seed: <c>allowed</c>, <c>disallowed</c>, <c>unavailable</c>, or <c>ignored</c> as asked for.</summary>
    [Id(6)] public string Robots { get; init; } = "";

    /// <summary>Seconds that robots.txt asks to wait between two fetches, as far as it is obeyed; null when it asks for none.</summary>
    [Id(7)] public double? CrawlDelaySeconds { get; init; }

    /// <summary>Why the seed would not be stored, by the name of the reason; null when it would, or when it is no page of the crawl.</summary>
    [Id(8)] public string? SeedReason { get; init; }

    /// <summary>A sentence about it.</summary>
    [Id(9)] public string? SeedDetail { get; init; }

    /// <summary>The title of the seed's page, when it was read.</summary>
    [Id(10)] public string? SeedTitle { get; init; }

    /// <summary>What the site lists; null in the modes that do not ask.</summary>
    [Id(11)] public CrawlDiscovery? Discovery { get; init; }

    /// <summary>A sentence of each list that was looked for.</summary>
    [Id(12)] public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Pages known before the crawl begins, the seed not among them, each once. The links on them would lead to more.</summary>
    [Id(13)] public int Admitted { get; init; }

    /// <summary>Links that a rule would refuse, each once.</summary>
    [Id(14)] public int Refused { get; init; }

    /// <summary>The first of both, in the order they were found.</summary>
    [Id(15)] public ImmutableArray<PlannedLink> Links { get; init; } = [];
}

/// <summary>A link of a plan.</summary>
[GenerateSerializer, Immutable, Alias("archon.planned-link")]
public sealed record PlannedLink
{
    /// <summary>Canonical URL, or the text as found.</summary>
    [Id(0)] public required string Url { get; init; }

    /// <summary>The page or list it was found in.</summary>
    [Id(1)] public required string FoundIn { get; init; }

    /// <summary>The name of the rule that would refuse it; null when it would be fetched.</summary>
    [Id(2)] public string? Reason { get; init; }
}
