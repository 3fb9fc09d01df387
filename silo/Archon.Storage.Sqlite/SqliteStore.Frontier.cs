using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Domain.Discovery;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<FrontierPage>?> ClaimPagesAsync(
        string crawlId, long epoch, int limit, CancellationToken cancellationToken) =>
        _frontier.ClaimPagesAsync(crawlId, epoch, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<PageCommitResult> CommitPageAsync(PageCommit commit, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.CommitPageAsync(commit, cancellationToken));

    /// <inheritdoc/>
    public Task<PageAdmissionResult?> AdmitPagesAsync(PageAdmission admission, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.AdmitPagesAsync(admission, cancellationToken));

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> FindPagesAsync(string crawlId, ImmutableArray<string> urls, CancellationToken cancellationToken) =>
        _frontier.FindPagesAsync(crawlId, urls, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<DonePage>> ListDonePagesAsync(string crawlId, long after, int limit, CancellationToken cancellationToken) =>
        _frontier.ListDonePagesAsync(crawlId, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<PageCommitResult> RewritePageAsync(PageCommit commit, string formerHash, CancellationToken cancellationToken) =>
        _frontier.RewritePageAsync(commit, formerHash, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> KeepDiscoveryAsync(string crawlId, long epoch, CrawlDiscovery discovery, CancellationToken cancellationToken) =>
        _frontier.KeepDiscoveryAsync(crawlId, epoch, discovery, cancellationToken);

    /// <inheritdoc/>
    public Task<UnseenPages?> AdmitUnseenAsync(
        string crawlId, long epoch, string after, int limit, int depth, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.AdmitUnseenAsync(crawlId, epoch, after, limit, depth, cancellationToken));

    /// <inheritdoc/>
    public Task<TakenDuplicates?> TakeDuplicatesAsync(string crawlId, long epoch, long after, int limit, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_frontier.TakeDuplicatesAsync(crawlId, epoch, after, limit, cancellationToken));

    /// <inheritdoc/>
    public Task ReleasePagesAsync(string crawlId, long epoch, ImmutableArray<long> pageIds, CancellationToken cancellationToken) =>
        _frontier.ReleasePagesAsync(crawlId, epoch, pageIds, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<PageRow>> ListPagesAsync(
        string crawlId, PageState? state, int limit, string? cursor, CancellationToken cancellationToken) =>
        _frontier.ListPagesAsync(crawlId, state, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<ReasonCount>> CountReasonsAsync(string crawlId, CancellationToken cancellationToken) =>
        _frontier.CountReasonsAsync(crawlId, cancellationToken);
}
