using Archon.Domain.Crawling;
using Archon.Domain.Urls;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Storage;

namespace Archon.Grains.Pages;

/// <remarks>Addresses that are passed over, for nothing is missing without them: one of a trap, and one that is only claimed.</remarks>
internal sealed partial class PageCrawlerGrain
{
    // The claim led here, and what made it is stored: nothing of the site is missing. Where somebody sent the crawl, something is.
    private async Task<string?> FindClaimantAsync(PageWork work, CancellationToken cancellationToken) =>
        work.Depth == 0 ? null : await store.FindClaimantAsync(work.CrawlId, work.Url, cancellationToken);

    // Stored before it was a trap: a refresh that passed it over would take it for gone.
    private async Task<bool> IsStoredAsync(PageWork work, CanonicalUrl url, CancellationToken cancellationToken) =>
        work.Rules.Refreshes && (await store.FindDocumentByUrlAsync(url.Value, cancellationToken))?.SourceId == work.Rules.SourceId;

    private async Task<PageOutcome> PassOverAsync(PageWork work, string trap, CancellationToken cancellationToken)
    {
        await CrawlOf(work).PageFetchedAsync(work.Epoch, work.PageId);
        var commit = new PageCommit
        {
            CrawlId = work.CrawlId,
            Epoch = work.Epoch,
            PageId = work.PageId,
            State = PageState.Skipped,
            Reason = PageReason.Trap,
            Detail = trap,
            Attempts = work.Attempts,
            FetchedAt = clock.GetUtcNow(),
        };
        return PageRecords.Outcome(commit, await StoreAsync(commit, cancellationToken));
    }
}
