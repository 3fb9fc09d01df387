using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Uploads;

/// <inheritdoc cref="IUploadStore"/>
internal sealed class SqliteUploads(SqliteWriter writer, SqliteReaders readers) : IUploadStore
{
    public Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => Keep(database, crawlId, documents, bounds, now.ToUnixTimeMilliseconds()), cancellationToken);

    public Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => database["count-uploads"].Bind(crawlId).Scalar()!.Value, cancellationToken);

    public Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => database["measure-upload"].Bind(crawlId).Bind(url).Scalar(), cancellationToken);

    public Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["find-upload"].Bind(crawlId).Bind(url);
                return row.Step() ? new UploadedDocument(url, row.Int32(0), row.MaybeText(1), row.Blob(2).ToArray()) : null;
            },
            cancellationToken);

    public Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => database["forget-upload"].Bind(crawlId).Bind(url).Changed(), cancellationToken);

    public Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => database["drop-uploads"].Bind(crawlId).Changed(), cancellationToken);

    public Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => database["forget-stale-uploads"].Bind(before.ToUnixTimeMilliseconds()).Bind(limit).Changes(), cancellationToken);

    public Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken) =>
        writer.BulkAsync(database => UnlistedRemoval.Apply(database, crawlId, epoch, folder, after, limit), cancellationToken);

    // A document that takes the place of another is no further one.
    private static UploadOutcome Keep(SqliteDatabase database, string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, long now)
    {
        if (database["crawl-id-taken"].Bind(crawlId).Scalar() is not null)
        {
            return UploadOutcome.CrawlExists;
        }

        if (database["count-uploads"].Bind(crawlId).Scalar() + documents.Count(document => !IsKept(database, crawlId, document)) > bounds.CrawlDocuments)
        {
            return UploadOutcome.TooManyDocuments;
        }

        var added = documents.Sum(document => (long)document.Body.Length - (database["measure-upload"].Bind(crawlId).Bind(document.Url).Scalar() ?? 0));
        if (database["total-upload-bytes"].Scalar() + added > bounds.TotalBytes)
        {
            return UploadOutcome.Full;
        }

        foreach (var document in documents)
        {
            database["keep-upload"]
                .Bind(crawlId).Bind(document.Url).Bind(document.Kind).Bind(document.Charset).Bind(document.Body.Length).Bind(now).Bind(document.Body.Span)
                .Run();
        }

        return UploadOutcome.Kept;
    }

    private static bool IsKept(SqliteDatabase database, string crawlId, UploadedDocument document) =>
        database["measure-upload"].Bind(crawlId).Bind(document.Url).Scalar() is not null;
}
