using System.Text.Json;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Crawls;

/// <summary>A row of the crawl statements, as they name their columns.</summary>
internal static class CrawlRow
{
    public static long No(NpgsqlDataReader row) => row.GetInt64(0);

    public static CrawlRecord Read(NpgsqlDataReader row) => new()
    {
        Id = row.Text(1),
        SourceId = row.Text(2),
        Settings = JsonSerializer.Deserialize(row.Text(3), CrawlSettingsJson.Default.CrawlSettings)!,
        ScopeUrl = row.Text(4),
        Status = (CrawlStatus)row.GetInt32(5),
        Epoch = row.GetInt64(6),
        LastSequence = row.GetInt64(7),
        Counters = Counters(row, 8),
        CreatedAt = row.Time(20),
        StartedAt = row.MaybeTime(21),
        EndedAt = row.MaybeTime(22),
        Error = row.MaybeText(23),
        LastEntryBody = row.MaybeText(24),
        Discovery = row.MaybeText(25) is { } discovery ? JsonSerializer.Deserialize(discovery, CrawlSettingsJson.Default.CrawlDiscovery) : null,
    };

    /// <summary>
    /// Twelve columns from <paramref name="first"/>: discovered, done, failed, skipped, refused, chunks, embedded, code; and pages added,
    /// changed, unchanged, removed.
    /// </summary>
    public static CrawlCounters Counters(NpgsqlDataReader row, int first) => new()
    {
        PagesDiscovered = row.GetInt64(first),
        PagesDone = row.GetInt64(first + 1),
        PagesFailed = row.GetInt64(first + 2),
        PagesSkipped = row.GetInt64(first + 3),
        LinksRefused = row.GetInt64(first + 4),
        ChunksStored = row.GetInt64(first + 5),
        ChunksEmbedded = row.GetInt64(first + 6),
        CodeExamples = row.GetInt64(first + 7),
        PagesAdded = row.GetInt64(first + 8),
        PagesChanged = row.GetInt64(first + 9),
        PagesUnchanged = row.GetInt64(first + 10),
        PagesRemoved = row.GetInt64(first + 11),
    };
}
