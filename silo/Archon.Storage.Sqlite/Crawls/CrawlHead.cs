using Archon.Domain.Crawling;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Crawls;

/// <summary>What a writer needs to know of a crawl before it changes anything.</summary>
internal sealed record CrawlHead
{
    public required long No { get; init; }

    public required long Epoch { get; init; }

    public required CrawlStatus Status { get; init; }

    public required long LastSequence { get; init; }

    public required string SourceId { get; init; }

    public required string SeedUrl { get; init; }

    public required string ScopeUrl { get; init; }

    /// <summary>Page rows the frontier may have.</summary>
    public required long PageCap { get; init; }

    public required CrawlCounters Counters { get; init; }

    /// <summary>It brings its source up to date.</summary>
    public required bool Refreshes { get; init; }

    /// <summary>The crawl, or null when there is none.</summary>
    public static CrawlHead? Find(SqliteDatabase database, string crawlId)
    {
        var row = database["find-crawl-head"].Bind(crawlId);
        if (!row.Step())
        {
            return null;
        }

        var head = new CrawlHead
        {
            No = row.Int64(0),
            Epoch = row.Int64(1),
            Status = (CrawlStatus)row.Int32(2),
            LastSequence = row.Int64(3),
            SourceId = row.Text(4),
            SeedUrl = row.Text(5),
            ScopeUrl = row.Text(6),
            PageCap = row.Int64(7),
            Counters = CrawlRow.Counters(row, 8),
            Refreshes = row.Int64(20) == 1,
        };
        row.Reset();
        return head;
    }

    /// <summary>The crawl when it still belongs to this epoch and has not ended, else null.</summary>
    public static CrawlHead? FindForEpoch(SqliteDatabase database, string crawlId, long epoch) =>
        Find(database, crawlId) is { } head && head.Epoch == epoch && !head.Status.IsTerminal() ? head : null;
}
