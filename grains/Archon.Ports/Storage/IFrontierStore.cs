using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;

namespace Archon.Ports.Storage;

/// <summary>The durable frontier: every page a crawl has admitted, and its state.</summary>
public interface IFrontierStore
{
    /// <summary>
    /// Claims up to <paramref name="limit"/> pending pages, by depth and then by order of discovery, in time that does not
    /// grow with the crawl. Null when the epoch is not the crawl's.
    /// </summary>
    Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Makes the outcome of one page durable in one transaction: its state, its document with chunks and code examples,
    /// the links it revealed, and the crawl's counters. All or nothing; repeated for the same page, nothing changes.
    /// </summary>
    /// <remarks>
    /// A known page that is pending gets the depth of a shorter way to it; one that is begun or done keeps its own.
    /// A crawl that refreshes (<see cref="CrawlSettings.Refreshes"/>) keeps a document with its chunks, vectors and code examples when it comes
    /// again with the same title and content and as many of them, or by <see cref="PageCommit.Unchanged"/>; only when it was fetched and what
    /// the server can be asked by changes. Where a page was stored and now is none (<see cref="PageCommit.IsGone"/>, redirected or skipped),
    /// the document is marked, and removed when it is marked already; to be stored or found unchanged takes the mark away, to fail does not.
    /// A page whose text is nearly that of another document of the source says so in its <see cref="PageRow.Detail"/>.
    /// </remarks>
    Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken);

    /// <summary>
    /// Admits pages that the site lists, in one transaction and up to the crawl's cap, as the links of a page are: what is known is ignored, what
    /// is beyond is refused as <see cref="PageReason.BeyondPageLimit"/>. Repeated, nothing changes. Null when the epoch is not the crawl's.
    /// </summary>
    Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken);

    /// <summary>Of these canonical URLs, those that are pages of the crawl and have not failed.</summary>
    Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken);

    /// <summary>Keeps what the analysis of the seed found, in place of what was kept before. False when the epoch is not the crawl's.</summary>
    Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken);

    /// <summary>
    /// Looks through up to <paramref name="limit"/> documents of the crawl's source, by URL above <paramref name="after"/>, and admits those as
    /// pages that the crawl does not know, with this depth. Null when the epoch is not the crawl's or it has ended. Repeated, it admits nothing twice.
    /// </summary>
    Task<UnseenPages?> AdmitUnseenAsync(string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken);

    /// <summary>
    /// Looks through up to <paramref name="limit"/> documents of the crawl's source that claim another address (<see cref="DocumentContent.Claims"/>), in
    /// the order in which they were stored first, after the document <paramref name="after"/>. Where both pages are done in this crawl and their texts are
    /// alike, the one that claims is taken away, and its page counts as skipped (<see cref="PageReason.Duplicate"/>). Null when the epoch is not
    /// the crawl's or it has ended. Repeated, nothing changes.
    /// </summary>
    Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Pages of a crawl that are done and whose document is stored, in order of discovery, after the page <paramref name="after"/>.</summary>
    Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the document of a page that is done anew, in one transaction: as if this crawl had stored it so in the first place, and every counter with it. Its chunks have no
    /// vectors by then. <see cref="CommitOutcome.AlreadyCommitted"/>, and nothing changes, when the text stored there is not <paramref name="formerHash"/> any more
    /// or the source has the new one elsewhere. Repeated, nothing changes.
    /// </summary>
    /// <param name="commit">The page with its document; its links are nobody's concern.</param>
    /// <param name="formerHash">The hash of the text that is replaced.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken);

    /// <summary>Puts claimed pages back to pending, untouched. Ignored for an older epoch.</summary>
    Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken);

    /// <summary>
    /// Pages of a crawl in order of discovery; <paramref name="state"/> null means all, and the refused links follow the pages. With
    /// <see cref="PageState.Refused"/> only these: the rows of a state are as many as its counter says.
    /// </summary>
    Task<ListPage<PageRow>> ListPagesAsync(string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>
    /// How many pages failed or were skipped and how many links were refused, by reason: of the first <see cref="ReasonCount.Most"/> failed pages and as many
    /// skipped ones, so that it takes no longer the larger the crawl is.
    /// </summary>
    Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken);
}
