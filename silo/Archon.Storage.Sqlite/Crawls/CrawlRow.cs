using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Crawls;

/// <summary>A row of the crawl statements, as they name their columns.</summary>
internal static class CrawlRow
{
    public static long No(Statement row) => row.Int64(0);

    public static CrawlRecord Read(Statement row) => new()
    {
        Id = row.Text(1),
        SourceId = row.Text(2),
        Settings = JsonSerializer.Deserialize(row.Text(3), CrawlSettingsJson.Default.CrawlSettings)!,
        ScopeUrl = row.Text(4),
        Status = (CrawlStatus)row.Int32(5),
        Epoch = row.Int64(6),
        LastSequence = row.Int64(7),
        Counters = Counters(row, 8),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(20)),
        StartedAt = Time(row, 21),
        EndedAt = Time(row, 22),
        Error = row.MaybeText(23),
        LastEntryBody = row.MaybeText(24),
        Discovery = row.MaybeText(25) is { } discovery ? JsonSerializer.Deserialize(discovery, CrawlSettingsJson.Default.CrawlDiscovery) : null,
    };

    /// <summary>
    /// Twelve columns from <paramref name="first"/>: discovered, done, failed, skipped, refused, chunks, embedded, code; and pages added,
    /// changed, unchanged, removed.
    /// </summary>
    public static CrawlCounters Counters(Statement row, int first) => new()
    {
        PagesDiscovered = row.Int64(first),
        PagesDone = row.Int64(first + 1),
        PagesFailed = row.Int64(first + 2),
        PagesSkipped = row.Int64(first + 3),
        LinksRefused = row.Int64(first + 4),
        ChunksStored = row.Int64(first + 5),
        ChunksEmbedded = row.Int64(first + 6),
        CodeExamples = row.Int64(first + 7),
        PagesAdded = row.Int64(first + 8),
        PagesChanged = row.Int64(first + 9),
        PagesUnchanged = row.Int64(first + 10),
        PagesRemoved = row.Int64(first + 11),
    };

    public static DateTimeOffset? Time(Statement row, int column) =>
        row.MaybeInt64(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
