using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Crawls;

/// <inheritdoc cref="ICrawlStore"/>
internal sealed class PostgresCrawls(PostgresDatabase database) : ICrawlStore
{
    public async Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken)
    {
        JournalRules.RequireContiguous(crawl.Id, last: 0, crawl.Journal);
        while (true)
        {
            var result = await database.WithdrawableAsync(
                connection => PostgresDatabase.SendAsync(connection, Create(crawl), ReadCreatedAsync, CancellationToken.None), cancellationToken).ConfigureAwait(false);
            if (result is not null)
            {
                return result;
            }

            // The crawl that stood in the way has ended between two statements.
        }
    }

    public async Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("find-crawl").Bind(crawlId), CrawlRow.Read, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<ListPage<CrawlRecord>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var (createdAt, no) = ReadCursor(cursor);
        var rows = await database.ListAsync(
            () => status is { } wanted
                ? Statements.Named("list-crawls-by-status").Bind(createdAt).Bind(no).Bind(limit + 1L).Bind((int)wanted)
                : Statements.Named("list-crawls").Bind(createdAt).Bind(no).Bind(limit + 1L),
            row => (No: CrawlRow.No(row), Crawl: CrawlRow.Read(row)),
            cancellationToken).ConfigureAwait(false);
        var next = rows.Count > limit
            ? FormattableString.Invariant($"{rows[limit - 1].Crawl.CreatedAt.ToUnixTimeMilliseconds()}.{rows[limit - 1].No}")
            : null;
        return new ListPage<CrawlRecord>([.. rows.Take(limit).Select(row => row.Crawl)], next);
    }

    public async Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        [.. await database.ListAsync(() => Statements.Named("list-running-crawls").Bind(limit), row => row.Text(0), cancellationToken).ConfigureAwait(false)];

    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.WithdrawableAsync(
            connection => PostgresDatabase.SendAsync(
                connection,
                [
                    Statements.Named("fence").Bind(crawlId),
                    Statements.Named("open-epoch").Bind(crawlId).Bind(now.ToUnixTimeMilliseconds()),
                    Statements.Named("release-claimed-pages").Bind(crawlId),
                    Statements.Named("find-crawl").Bind(crawlId),
                ],
                ReadOpenedAsync,
                CancellationToken.None),
            cancellationToken);

    public async Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken)
    {
        if (status.IsTerminal())
        {
            throw new ArgumentException($"Crawl {crawlId} ends by EndCrawlAsync, not by setting the status {status}.", nameof(status));
        }

        return await database.WithdrawableAsync(
            connection => PostgresDatabase.ExecuteAsync(
                connection, [Statements.Named("set-crawl-status").Bind(crawlId).Bind(epoch).Bind((int)status)], CancellationToken.None),
            cancellationToken).ConfigureAwait(false) > 0;
    }

    /// <summary>The crawl's number and last sequence when it belongs to this epoch and has not ended; its row stays locked.</summary>
    public static async Task<(long No, long LastSequence)?> FindHeadAsync(
        NpgsqlConnection connection, string crawlId, long epoch, CancellationToken cancellationToken)
    {
        var heads = await PostgresDatabase.QueryAsync(
            connection, Statements.Named("find-crawl-head").Bind(crawlId).Bind(epoch), row => (row.GetInt64(0), row.GetInt64(1)), cancellationToken)
            .ConfigureAwait(false);
        return heads.Count == 0 ? null : heads[0];
    }

    private static IEnumerable<NpgsqlBatchCommand> Create(NewCrawl crawl)
    {
        var settings = crawl.Settings;
        return
        [
            Statements.Named("lock-source").Bind(crawl.SourceId),
            Statements.Named(settings.Mode == CrawlMode.Documents ? "insert-document-crawl" : "insert-crawl")
                .Bind(crawl.Id).Bind(crawl.SourceId)
                .Bind(JsonSerializer.Serialize(settings, CrawlSettingsJson.Default.CrawlSettings))
                .Bind(settings.Tags.IsDefault ? [] : settings.Tags)
                .Bind(settings.Url).Bind(FrontierRules.PageCap(settings)).Bind(crawl.CreatedAt.ToUnixTimeMilliseconds())
                .Bind([.. crawl.Journal.Select(entry => entry.Sequence)])
                .Bind([.. crawl.Journal.Select(entry => entry.IsTick)])
                .Bind([.. crawl.Journal.Select(entry => entry.Body)])
                .Bind(settings.Refreshes),
            Statements.Named("retry-refused-chunks").Bind(crawl.SourceId).Bind(crawl.Id),
            Statements.Named("crawl-id-taken").Bind(crawl.Id),
            Statements.Named("live-crawl-of-source").Bind(crawl.SourceId),
        ];
    }

    private static async Task<CreateCrawlResult?> ReadCreatedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        // 1. lock-source; insert-crawl and retry-refused-chunks have no rows to read.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var exists = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var running = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.Text(0) : null;
        if (exists)
        {
            return new CreateCrawlResult(true);
        }

        return running is null ? null : new CreateCrawlResult(false, running);
    }

    private static async Task<CrawlRecord?> ReadOpenedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        // 1. the fence, 2. the raised epoch, 3. the crawl; releasing pages has no rows to read.
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var opened = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return opened && await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? CrawlRow.Read(reader) : null;
    }

    private static (long CreatedAt, long No) ReadCursor(string? cursor)
    {
        if (cursor is null)
        {
            return (long.MaxValue, long.MaxValue);
        }

        var parts = cursor.Split('.');
        return parts.Length == 2
            && long.TryParse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var createdAt)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? (createdAt, no)
            : throw new ArgumentException($"'{cursor}' is not a cursor of this list; pass NextCursor of the page before.", nameof(cursor));
    }
}
