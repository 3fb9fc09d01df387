using System.Collections.Immutable;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

/// <remarks>What is handed in.</remarks>
public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        _pageTrouble.WatchAsync(_uploads.KeepUploadsAsync(crawlId, documents, bounds, now, cancellationToken));

    /// <inheritdoc/>
    public Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken) => _uploads.CountUploadsAsync(crawlId, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        _uploads.MeasureUploadAsync(crawlId, url, cancellationToken);

    /// <inheritdoc/>
    public Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        _uploads.FindUploadAsync(crawlId, url, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken) => _uploads.ForgetUploadAsync(crawlId, url, cancellationToken);

    /// <inheritdoc/>
    public Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken) => _uploads.DropUploadsAsync(crawlId, cancellationToken);

    /// <inheritdoc/>
    public Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        _uploads.ForgetStaleUploadsAsync(before, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken) =>
        _uploads.RemoveUnlistedAsync(crawlId, epoch, folder, after, limit, cancellationToken);
}
