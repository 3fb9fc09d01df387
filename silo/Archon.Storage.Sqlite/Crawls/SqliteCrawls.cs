using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Crawls;

/// <inheritdoc cref="ICrawlStore"/>
internal sealed class SqliteCrawls(SqliteWriter writer, SqliteReaders readers) : ICrawlStore
{
    public Task<CreateCrawlResult> CreateCrawlAsync(NewCrawl crawl, CancellationToken cancellationToken)
    {
        JournalRules.RequireContiguous(crawl.Id, last: 0, crawl.Journal);
        return writer.ControlAsync(database => Create(database, crawl), cancellationToken);
    }

    public Task<CrawlRecord?> FindCrawlAsync(string crawlId, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => Find(database, crawlId), cancellationToken);

    public Task<ListPage<CrawlRecord>> ListCrawlsAsync(CrawlStatus? status, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = ReadCursor(cursor);
        return readers.ReadAsync(database => List(database, status, limit, after), cancellationToken);
    }

    public Task<ImmutableArray<string>> ListRunningCrawlsAsync(int limit, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["list-running-crawls"].Bind(limit);
                var ids = ImmutableArray.CreateBuilder<string>();
                while (row.Step())
                {
                    ids.Add(row.Text(0));
                }

                return ids.ToImmutable();
            },
            cancellationToken);

    public Task<CrawlRecord?> OpenEpochAsync(string crawlId, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.ControlAsync(
            database =>
            {
                if (CrawlHead.Find(database, crawlId) is not { } head || head.Status.IsTerminal())
                {
                    return null;
                }

                database["open-epoch"].Bind(now.ToUnixTimeMilliseconds()).Bind(head.No).Run();
                database["release-claimed-pages"].Bind(head.No).Run();
                return Find(database, crawlId);
            },
            cancellationToken);

    public Task<bool> SetCrawlStatusAsync(string crawlId, long epoch, CrawlStatus status, CancellationToken cancellationToken)
    {
        if (status.IsTerminal())
        {
            throw new ArgumentException($"Crawl {crawlId} ends by EndCrawlAsync, not by setting the status {status}.", nameof(status));
        }

        return writer.ControlAsync(
            database => CrawlHead.FindForEpoch(database, crawlId, epoch) is { } head
                && database["set-crawl-status"].Bind((int)status).Bind(head.No).Changed(),
            cancellationToken);
    }

    private static CreateCrawlResult Create(SqliteDatabase database, NewCrawl crawl)
    {
        if (database["crawl-id-taken"].Bind(crawl.Id).Scalar() is not null)
        {
            return new CreateCrawlResult(true);
        }

        if (database["live-crawl-of-source"].Bind(crawl.SourceId).ScalarText() is { } running)
        {
            return new CreateCrawlResult(false, running);
        }

        var settings = crawl.Settings;
        var no = database["insert-crawl"]
            .Bind(crawl.Id).Bind(crawl.SourceId)
            .Bind(JsonSerializer.Serialize(settings, CrawlSettingsJson.Default.CrawlSettings))
            .Bind(settings.Url).Bind((int)CrawlStatus.Queued).Bind(FrontierRules.PageCap(settings)).Bind(crawl.Journal.Length)
            .Bind(crawl.CreatedAt.ToUnixTimeMilliseconds()).Bind(settings.Refreshes ? 1 : 0)
            .Scalar()!.Value;
        if (settings.Mode == CrawlMode.Documents)
        {
            var documents = database["admit-uploads"].Bind(no).Bind(crawl.Id).Changes();
            database["set-pages-discovered"].Bind(documents).Bind(no).Run();
        }
        else
        {
            database["admit-link"].Bind(no).Bind(settings.Url).Bind(0).Run();
        }

        database["forget-refused-chunks"].Bind(crawl.SourceId).Run();
        SqliteJournal.Insert(database, no, crawl.Journal);
        return new CreateCrawlResult(true);
    }

    private static CrawlRecord? Find(SqliteDatabase database, string crawlId)
    {
        var row = database["find-crawl"].Bind(crawlId);
        return row.Step() ? CrawlRow.Read(row) : null;
    }

    private static ListPage<CrawlRecord> List(SqliteDatabase database, CrawlStatus? status, int limit, (long CreatedAt, long No) after)
    {
        var row = status is { } wanted ? database["list-crawls-by-status"].Bind((int)wanted) : database["list-crawls"];
        row.Bind(after.CreatedAt).Bind(after.No).Bind(limit + 1L);
        var crawls = ImmutableArray.CreateBuilder<CrawlRecord>();
        string? next = null;
        long last = 0;
        while (row.Step())
        {
            if (crawls.Count == limit)
            {
                next = FormattableString.Invariant($"{crawls[^1].CreatedAt.ToUnixTimeMilliseconds()}.{last}");
                break;
            }

            last = CrawlRow.No(row);
            crawls.Add(CrawlRow.Read(row));
        }

        return new ListPage<CrawlRecord>(crawls.ToImmutable(), next);
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
