using System.Globalization;
using Archon.Chaos.Processes;
using Archon.Chaos.Scenarios;
using Archon.Chaos.Users;
using Archon.GrainInterfaces.Crawling;
using Npgsql;

namespace Archon.Chaos.Invariants;

/// <summary>What there is to know of a scenario that does not end, in sentences, read while everything still is as it is: nodes, database, crawls.</summary>
internal static class HangReport
{
    private const int MostPages = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<IReadOnlyList<string>> RunAsync(ChaosCluster cluster, IEnumerable<WatchedCrawl> crawls, CancellationToken cancellationToken)
    {
        var report = new List<string>();
        report.AddRange(cluster.Slots.Select(slot => $"{slot.Name}: {slot.State}"));
        report.AddRange(await SafelyAsync("the database", () => DatabaseAsync(cluster.Database)));
        foreach (var crawl in crawls)
        {
            report.Add(Readers(crawl));
            report.AddRange(await SafelyAsync(crawl.Id, () => CrawlAsync(cluster.Database, crawl.Id)));
            foreach (var gateway in cluster.Gateways)
            {
                report.Add(await ToldAsync(gateway, crawl.Id, cancellationToken));
            }
        }

        return report;
    }

    private static string Readers(WatchedCrawl crawl) => string.Create(
        CultureInfo.InvariantCulture,
        $"{crawl.Id}: the reader who stays is at event {crawl.Staying.Last} ({End(crawl.Staying)}), the one who hops at {crawl.Hopping.Last} ({End(crawl.Hopping)})");

    private static string End(Sequence sequence) => sequence.IsOver ? $"saw it end as {sequence.Terminal?.Status}" : "waits";

    private static async Task<IEnumerable<string>> DatabaseAsync(TestDatabase database) =>
    [
        .. await database.ReadAsync(
            "SELECT siloname, address || ':' || port, status, round(extract(epoch FROM clock_timestamp() - seenat)) FROM orleans_membership WHERE status <> 6 ORDER BY starttime",
            row => string.Create(CultureInfo.InvariantCulture, $"member {row.GetString(0)} at {row.GetString(1)}: status {row.GetInt32(2)}, last sign of life {row.GetDecimal(3)} s ago")),
        .. await database.ReadAsync(
            """
            SELECT state, round(extract(epoch FROM clock_timestamp() - xact_start)), coalesce(wait_event, 'nothing'), left(query, 120) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid() AND clock_timestamp() - xact_start > interval '2 seconds' ORDER BY xact_start LIMIT 20
            """,
            row => $"a connection is {row.GetString(0)} for {row.GetDecimal(1)} s and waits for {row.GetString(2)}: {row.GetString(3).ReplaceLineEndings(" ")}"),
    ];

    private static async Task<IEnumerable<string>> CrawlAsync(TestDatabase database, string crawlId) =>
    [
        .. await database.ReadAsync(
            """
            SELECT status, epoch, last_sequence, pages_discovered, pages_done, pages_failed, pages_skipped, chunks_stored, chunks_embedded, error,
                   (SELECT count(*) FROM page WHERE crawl_no = no AND state = 0)
            FROM crawl JOIN crawl_tally ON crawl_no = no WHERE id = $1
            """,
            row => string.Create(
                CultureInfo.InvariantCulture,
                $"{crawlId}: its row says {(CrawlStatus)row.GetInt32(0)}, epoch {row.GetInt64(1)}, event {row.GetInt64(2)}; {row.GetInt64(3)} pages: {row.GetInt64(4)} done, {row.GetInt64(5)} failed, {row.GetInt64(6)} skipped, {row.GetInt64(10)} pending; {row.GetInt64(8)} of {row.GetInt64(7)} chunks embedded{(row.IsDBNull(9) ? "" : $"; {row.GetString(9)}")}"),
            crawlId),
        // A claim belongs to the epoch of the crawl: whoever takes the crawl up puts all pages back first.
        .. await database.ReadAsync(
            "SELECT url, attempts, epoch FROM page JOIN crawl ON crawl_no = no WHERE crawl.id = $1 AND state = 1 ORDER BY page.id LIMIT $2",
            row => string.Create(CultureInfo.InvariantCulture, $"{crawlId}: claimed in epoch {row.GetInt64(2)} after {row.GetInt32(1)} attempts: {row.GetString(0)}"),
            crawlId,
            MostPages),
    ];

    private static async Task<string> ToldAsync(NodeSlot gateway, string crawlId, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address, Timeout = Patience };
        try
        {
            return $"{crawlId}: {gateway.Name} says {await http.GetStringAsync(new Uri($"api/crawls/{crawlId}", UriKind.Relative), cancellationToken)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return $"{crawlId}: {gateway.Name} does not answer: {exception.Message}";
        }
    }

    private static async Task<IEnumerable<string>> SafelyAsync(string what, Func<Task<IEnumerable<string>>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return [$"{what} cannot be read: {exception.Message}"];
        }
    }
}
