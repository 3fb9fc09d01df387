using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Extraction;

namespace Archon.Domain.Discovery;

/// <summary>What the analysis of a crawl's seed found, and what was learned of its site since. Stored as JSON with the crawl.</summary>
public sealed record CrawlDiscovery
{
    /// <summary>The most lists kept by name; all are counted.</summary>
    public const int MostLists = 20;

    /// <summary>The most sentences kept of <see cref="Problems"/>.</summary>
    public const int MostProblems = 5;

    /// <summary>The analysis is done; otherwise whoever takes the crawl up does it again.</summary>
    public bool IsComplete { get; init; }

    /// <summary>How pages are found: what was asked for, or what <see cref="CrawlMode.Auto"/> has come to.</summary>
    public CrawlMode Mode { get; init; } = CrawlMode.Auto;

    /// <summary>Sitemaps that the seed itself names.</summary>
    public ImmutableArray<string> LinkedSitemaps { get; init; } = [];

    /// <summary>The first files that list pages, in the order they were read.</summary>
    public ImmutableArray<FoundList> Lists { get; init; } = [];

    /// <summary>Files read that list pages or further files.</summary>
    public int Files { get; init; }

    /// <summary>Pages they list; one that several list counts for each.</summary>
    public long Pages { get; init; }

    /// <summary>Of them, those that the rules let pass.</summary>
    public long InScope { get; init; }

    /// <summary>Where the site's pages have their Markdown, as its llms.txt shows.</summary>
    public TwinForm Twins { get; init; }

    /// <summary>
    /// Blocks that stand on nearly every page and are no content: learned from the pages, or by the crawl that a refresh follows. None in what an older
    /// version stored.
    /// </summary>
    public ImmutableArray<RecurringBlock> Recurring { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>What was wrong with files that list pages, in sentences; the first few.</summary>
    public ImmutableArray<string> Problems { get; init; } = [];

    /// <summary>The same with one file more.</summary>
    public CrawlDiscovery With(FoundList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return this with
        {
            Lists = Lists.Length < MostLists ? Lists.Add(list) : Lists,
            Files = Files + 1,
            Pages = Pages + list.Pages,
            InScope = InScope + list.InScope,
        };
    }

    /// <summary>The same with one more sentence of what was wrong, while there is room.</summary>
    public CrawlDiscovery WithProblem(string sentence) => Problems.Length < MostProblems ? this with { Problems = Problems.Add(sentence) } : this;
}
