using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <remarks>The pages of a crawl.</remarks>
internal sealed partial class FaultyStore
{
    public Task<CrawlCounters?> RetryPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(RetryPagesAsync), () => inner.RetryPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<CrawlCounters?> SkipPendingPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(SkipPendingPagesAsync), () => inner.SkipPendingPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ClaimPagesAsync), () => inner.ClaimPagesAsync(crawlId, epoch, limit, cancellationToken));

    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken) =>
        CallAsync(nameof(CommitPageAsync), () => inner.CommitPageAsync(commit, cancellationToken));

    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        CallAsync(nameof(AdmitPagesAsync), () => inner.AdmitPagesAsync(admission, cancellationToken));

    public Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindPagesAsync), () => inner.FindPagesAsync(crawlId, urls, cancellationToken));

    public Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListDonePagesAsync), () => inner.ListDonePagesAsync(crawlId, after, limit, cancellationToken));

    public Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken) =>
        CallAsync(nameof(RewritePageAsync), () => inner.RewritePageAsync(commit, formerHash, cancellationToken));

    public Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken) =>
        CallAsync(nameof(KeepDiscoveryAsync), () => inner.KeepDiscoveryAsync(crawlId, epoch, discovery, cancellationToken));

    public Task<UnseenPages?> AdmitUnseenAsync(string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        CallAsync(nameof(AdmitUnseenAsync), () => inner.AdmitUnseenAsync(crawlId, epoch, after, limit, depth, cancellationToken));

    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(TakeDuplicatesAsync), () => inner.TakeDuplicatesAsync(crawlId, epoch, after, limit, cancellationToken));

    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReleasePagesAsync), async () =>
        {
            await inner.ReleasePagesAsync(crawlId, epoch, pageIds, cancellationToken);
            return true;
        });

    public Task<ListPage<PageRow>> ListPagesAsync(string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListPagesAsync), () => inner.ListPagesAsync(crawlId, state, limit, cursor, cancellationToken));

    public Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountReasonsAsync), () => inner.CountReasonsAsync(crawlId, cancellationToken));
}
