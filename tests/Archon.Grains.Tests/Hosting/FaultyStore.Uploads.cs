using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <remarks>Documents that were handed in.</remarks>
internal sealed partial class FaultyStore
{
    public Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        CallWithdrawableAsync(nameof(KeepUploadsAsync), () => inner.KeepUploadsAsync(crawlId, documents, bounds, now, cancellationToken), cancellationToken);

    public Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountUploadsAsync), () => inner.CountUploadsAsync(crawlId, cancellationToken));

    public Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(MeasureUploadAsync), () => inner.MeasureUploadAsync(crawlId, url, cancellationToken));

    public Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(FindUploadAsync), () => inner.FindUploadAsync(crawlId, url, cancellationToken));

    public Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetUploadAsync), async () =>
        {
            await inner.ForgetUploadAsync(crawlId, url, cancellationToken);
            return true;
        });

    public Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        CallAsync(nameof(DropUploadsAsync), async () =>
        {
            await inner.DropUploadsAsync(crawlId, cancellationToken);
            return true;
        });

    public Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetStaleUploadsAsync), () => inner.ForgetStaleUploadsAsync(before, limit, cancellationToken));

    public Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(RemoveUnlistedAsync), () => inner.RemoveUnlistedAsync(crawlId, epoch, folder, after, limit, cancellationToken));
}
