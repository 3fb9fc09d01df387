using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <remarks>What is collected, how it is found, and when it is refreshed; and the hosts.</remarks>
internal sealed partial class FaultyStore
{
    public Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListSourcesAsync(limit, cursor, cancellationToken);

    public Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) => inner.FindSourceAsync(sourceId, cancellationToken);

    public Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        inner.DeleteSourceAsync(sourceId, cancellationToken);

    public Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken) =>
        inner.FindDocumentAsync(documentId, cancellationToken);

    public Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) => inner.FindDocumentByUrlAsync(url, cancellationToken);

    public Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindVersionAsync), () => inner.FindVersionAsync(sourceId, url, cancellationToken));

    public Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindSignatureAsync), () => inner.FindSignatureAsync(crawlId, url, cancellationToken));

    public Task<string?> FindClaimantAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindClaimantAsync), () => inner.FindClaimantAsync(crawlId, url, cancellationToken));

    public Task<ListPage<DocumentRecord>> ListDocumentsAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListDocumentsAsync(sourceId, limit, cursor, cancellationToken);

    public Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        inner.ListChunksAsync(sourceId, limit, cursor, cancellationToken);

    public Task<ImmutableArray<Chunk>> ReadChunksAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken) =>
        inner.ReadChunksAsync(sourceId, url, contentHash, title, cancellationToken);

    public Task<ImmutableArray<SearchHit>> SearchAsync(SearchQuery query, CancellationToken cancellationToken) => inner.SearchAsync(query, cancellationToken);

    public Task<ImmutableArray<ImmutableArray<StoredPassage>>> ReadAroundAsync(ImmutableArray<PassagePlace> places, int reach, CancellationToken cancellationToken) =>
        inner.ReadAroundAsync(places, reach, cancellationToken);

    public Task<HostRecord?> FindHostAsync(string origin, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindHostAsync), () => inner.FindHostAsync(origin, cancellationToken));

    public Task SaveHostAsync(HostRecord host, CancellationToken cancellationToken) =>
        CallAsync(nameof(SaveHostAsync), async () =>
        {
            await inner.SaveHostAsync(host, cancellationToken);
            return true;
        });

    public Task<ImmutableArray<HostRecord>> ListHostsAsync(int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListHostsAsync), () => inner.ListHostsAsync(limit, cancellationToken));

    public Task<bool> ScheduleRefreshAsync(string sourceId, RefreshSchedule? schedule, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(ScheduleRefreshAsync), () => inner.ScheduleRefreshAsync(sourceId, schedule, cancellationToken), cancellationToken);

    public Task<ImmutableArray<DueRefresh>> ListDueRefreshesAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListDueRefreshesAsync), () => inner.ListDueRefreshesAsync(now, limit, cancellationToken));

    public Task<bool> PutOffRefreshAsync(DueRefresh due, DateTimeOffset next, CancellationToken cancellationToken) =>
        CallAsync(nameof(PutOffRefreshAsync), () => inner.PutOffRefreshAsync(due, next, cancellationToken));
}
