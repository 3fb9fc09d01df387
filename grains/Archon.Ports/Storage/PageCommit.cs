using System.Collections.Immutable;
using Archon.Domain.Crawling;

namespace Archon.Ports.Storage;

/// <summary>The outcome of one claimed page.</summary>
public sealed record PageCommit
{
    /// <summary>How the sentence begins that a store adds to <see cref="Detail"/> where the source has nearly the same text.</summary>
    public const string AlikeSentence = "Its text is nearly that of ";

    /// <summary>The crawl.</summary>
    public required string CrawlId { get; init; }

    /// <summary>The epoch the page was claimed in.</summary>
    public required long Epoch { get; init; }

    /// <summary>The claimed page.</summary>
    public required long PageId { get; init; }

    /// <summary>Done, failed or skipped.</summary>
    public required PageState State { get; init; }

    /// <summary>Why it failed or was skipped.</summary>
    public PageReason Reason { get; init; }

    /// <summary>A sentence about the reason.</summary>
    public string? Detail { get; init; }

    /// <summary>HTTP status, when one came.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Times it was fetched, this time included.</summary>
    public int Attempts { get; init; }

    /// <summary>When the answer came.</summary>
    public DateTimeOffset FetchedAt { get; init; }

    /// <summary>
    /// Where redirects ended, when elsewhere than the page's own URL. The claimed page then becomes skipped
    /// (<see cref="PageReason.Redirected"/>) and the outcome goes to the page with this URL: admitted if new, taken if
    /// pending, left alone if it is claimed or has its outcome already.
    /// </summary>
    public string? FinalUrl { get; init; }

    /// <summary>New base of the crawl's scope, when the seed redirected.</summary>
    public string? ScopeUrl { get; init; }

    /// <summary>
    /// The document, when done. When another page of the crawl is done and stored with the same text and title, the page becomes skipped
    /// instead (<see cref="PageReason.SameContent"/>), unless what is stored of it is the older of the two: of documents that are the same,
    /// the oldest stays, in whatever order later crawls come to them.
    /// </summary>
    public DocumentContent? Document { get; init; }

    /// <summary>
    /// Instead of the document, in a crawl that refreshes: it is still as it is stored. Its chunks, vectors and code examples stay.
    /// </summary>
    public UnchangedDocument? Unchanged { get; init; }

    /// <summary>
    /// The server says that there is no such page. In a crawl that refreshes, and when the page is stored, it then counts as skipped:
    /// as <see cref="PageReason.Gone"/> the first time and as <see cref="PageReason.Removed"/> the second.
    /// </summary>
    public bool IsGone { get; init; }

    /// <summary>Links that passed every rule; those already known are ignored.</summary>
    public ImmutableArray<FoundLink> Links { get; init; } = [];

    /// <summary>Links a rule refused; kept with the rule, each once, up to a bound per crawl.</summary>
    public ImmutableArray<RefusedLink> Refused { get; init; } = [];
}

/// <summary>A link to admit.</summary>
/// <param name="Url">Canonical URL.</param>
/// <param name="Depth">Link hops from the seed.</param>
public sealed record FoundLink(string Url, int Depth);

/// <summary>A link that a rule refused.</summary>
/// <param name="Url">Canonical URL, or the text as found (cut at 2,048 characters) when it has none.</param>
/// <param name="Reason">200–299, see <see cref="PageReason"/>.</param>
/// <param name="Depth">Link hops from the seed, where it was found first.</param>
public sealed record RefusedLink(string Url, PageReason Reason, int Depth = 1);
