using System.Collections.Immutable;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Npgsql;

namespace Archon.Storage.Postgres.Uploads;

/// <inheritdoc cref="IUploadStore"/>
internal sealed class PostgresUploads(PostgresDatabase database) : IUploadStore
{
    public Task<UploadOutcome> KeepUploadsAsync(
        string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WithdrawableAsync(connection => KeepAsync(connection, crawlId, documents, bounds, now.ToUnixTimeMilliseconds()), cancellationToken);

    public async Task<long> CountUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("count-uploads").Bind(crawlId), row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    public async Task<long?> MeasureUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("measure-upload").Bind(crawlId).Bind(url), row => (long?)row.GetInt64(0), cancellationToken).ConfigureAwait(false))
            .FirstOrDefault();

    public async Task<UploadedDocument?> FindUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("find-upload").Bind(crawlId).Bind(url),
            row => new UploadedDocument(url, row.GetInt32(0), row.MaybeText(1), row.GetFieldValue<byte[]>(2)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public Task ForgetUploadAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        database.ChangeAsync(() => [Statements.Named("forget-upload").Bind(crawlId).Bind(url)], cancellationToken);

    public Task DropUploadsAsync(string crawlId, CancellationToken cancellationToken) =>
        database.ChangeAsync(() => [Statements.Named("drop-uploads").Bind(crawlId)], cancellationToken);

    public Task<int> ForgetStaleUploadsAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        database.ChangeAsync(() => [Statements.Named("forget-stale-uploads").Bind(before.ToUnixTimeMilliseconds()).Bind(limit)], cancellationToken);

    public async Task<RemovedDocuments?> RemoveUnlistedAsync(
        string crawlId, long epoch, string folder, string after, int limit, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("remove-unlisted").Bind(crawlId).Bind(epoch).Bind(after).Bind(AfterFolder(folder)).Bind(limit),
            row => new RemovedDocuments(row.GetInt32(0), row.MaybeText(1), CrawlRow.Counters(row, 2)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    private static async Task<UploadOutcome> KeepAsync(
        NpgsqlConnection connection, string crawlId, ImmutableArray<UploadedDocument> documents, UploadBounds bounds, long now)
    {
        var (crawls, count, bytes) = await PostgresDatabase.SendAsync(
            connection,
            [
                Statements.Named("lock-uploads"),
                Statements.Named("judge-uploads")
                    .Bind(crawlId).Bind([.. documents.Select(document => document.Url)]).Bind(documents.Sum(document => (long)document.Body.Length)),
            ],
            ReadJudgementAsync,
            CancellationToken.None).ConfigureAwait(false);
        if (crawls > 0)
        {
            return UploadOutcome.CrawlExists;
        }

        if (count > bounds.CrawlDocuments)
        {
            return UploadOutcome.TooManyDocuments;
        }

        if (bytes > bounds.TotalBytes)
        {
            return UploadOutcome.Full;
        }

        await PostgresDatabase.ExecuteAsync(
            connection,
            documents.Select(document => Statements.Named("keep-upload")
                .Bind(crawlId).Bind(document.Url).Bind(document.Kind).Bind(document.Charset).Bind((long)document.Body.Length).Bind(now).Bind(document.Body)),
            CancellationToken.None).ConfigureAwait(false);
        return UploadOutcome.Kept;
    }

    private static async Task<(long Crawls, long Documents, long Bytes)> ReadJudgementAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        // 1. the lock.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        return (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    // The slash at the end of a folder, and the character after it.
    private static string AfterFolder(string folder) => string.Concat(folder.AsSpan(0, folder.Length - 1), "0");
}
