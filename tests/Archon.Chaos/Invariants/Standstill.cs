using Archon.Chaos.Processes;
using Archon.GrainInterfaces.Crawling;
using Npgsql;

namespace Archon.Chaos.Invariants;

/// <summary>What a pause must keep from changing, as the database has it at one moment. Vectors are not part of it: they belong to pages that are stored.</summary>
internal sealed record Standstill(CrawlStatus Status, long LastSequence, long Claimed, long Finished, long Pages, long Documents, long Chunks, long Ends)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <summary>Asks until the database answers; null when there is no such crawl.</summary>
    public static async Task<Standstill?> ReadAsync(TestDatabase database, string crawlId, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var rows = await database.ReadAsync(
                    """
                    SELECT status, last_sequence,
                           (SELECT count(*) FROM page WHERE crawl_no = no AND state = 1), (SELECT count(*) FROM page WHERE crawl_no = no AND state > 1),
                           (SELECT count(*) FROM page WHERE crawl_no = no), (SELECT count(*) FROM document WHERE crawl_no = crawl.no),
                           (SELECT count(*) FROM chunk WHERE crawl_no = no),
                           (SELECT count(*) FROM journal WHERE crawl_no = no AND lower(body::jsonb ->> 'status') IN ('complete', 'error', 'cancelled'))
                    FROM crawl WHERE id = $1
                    """,
                    row => new Standstill(
                        (CrawlStatus)row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)),
                    crawlId);
                return rows.SingleOrDefault();
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
