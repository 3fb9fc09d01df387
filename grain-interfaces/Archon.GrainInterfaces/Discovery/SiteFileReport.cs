using System.Collections.Immutable;
using Archon.GrainInterfaces.Pages;

namespace Archon.GrainInterfaces.Discovery;

/// <summary>What a file was.</summary>
[GenerateSerializer, Immutable, Alias("archon.site-file-report")]
public sealed record SiteFileReport
{
    /// <summary>Read, or why not.</summary>
    [Id(0)] public required SiteFileOutcome Outcome { get; init; }

    /// <summary>Where it is, after redirects.</summary>
    [Id(1)] public required string Url { get; init; }

    /// <summary>When not read: a part of a sentence about it, such as <c>answered 404</c>.</summary>
    [Id(2)] public string? Detail { get; init; }

    /// <summary>Pages it lists, each once.</summary>
    [Id(3)] public int Pages { get; init; }

    /// <summary>Of them, those that the rules let pass.</summary>
    [Id(4)] public int InScope { get; init; }

    /// <summary>Canonical URLs of the sitemaps it lists, when it is an index.</summary>
    [Id(5)] public ImmutableArray<string> Sitemaps { get; init; } = [];

    /// <summary>It is an index of sitemaps.</summary>
    [Id(6)] public bool IsIndex { get; init; }

    /// <summary>The seed is one of its pages.</summary>
    [Id(7)] public bool ListsSeed { get; init; }

    /// <summary>It breaks off or is not well-formed further on; what came before counts.</summary>
    [Id(8)] public bool IsBroken { get; init; }

    /// <summary>It lists more than one file may; the rest was not read.</summary>
    [Id(9)] public bool IsCut { get; init; }

    /// <summary>The frontier has taken all the pages it may.</summary>
    [Id(10)] public bool IsFull { get; init; }

    /// <summary>The crawl's counters afterwards; null when nothing was admitted.</summary>
    [Id(11)] public CrawlTotals? Totals { get; init; }

    /// <summary>Of its pages, those left out because they are the Markdown of other pages.</summary>
    [Id(12)] public int Twins { get; init; }

    /// <summary>How their addresses are made of the pages' own: 0 no such page, 1 <c>a.md</c>, 2 <c>a.html.md</c>, 3 <c>a/index.md</c>.</summary>
    [Id(13)] public int TwinForm { get; init; }
}

/// <summary>What came of reading a file. The numbers never move.</summary>
[GenerateSerializer, Alias("archon.site-file-outcome")]
public enum SiteFileOutcome
{
    /// <summary>It lists pages or sitemaps.</summary>
    Read = 0,

    /// <summary>There is none: the server answered, and not with such a file.</summary>
    Missing = 1,

    /// <summary>It could not be had: no answer, an error of the server, or robots.txt disallows it.</summary>
    Unavailable = 2,

    /// <summary>A newer epoch owns the crawl, or it has ended; nothing was admitted.</summary>
    Fenced = 3,
}
