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
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(16)),
        StartedAt = Time(row, 17),
        EndedAt = Time(row, 18),
        Error = row.MaybeText(19),
        LastEntryBody = row.MaybeText(20),
        Discovery = row.MaybeText(21) is { } discovery ? JsonSerializer.Deserialize(discovery, CrawlSettingsJson.Default.CrawlDiscovery) : null,
    };

    /// <summary>Eight columns from <paramref name="first"/>: discovered, done, failed, skipped, refused, chunks, embedded, code.</summary>
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
    };

    public static DateTimeOffset? Time(Statement row, int column) =>
        row.MaybeInt64(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
}
