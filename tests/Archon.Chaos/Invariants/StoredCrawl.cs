using System.Text.Json;
using Archon.Chaos.Processes;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Chaos.Invariants;

/// <summary>An event of the journal that nobody may miss.</summary>
internal sealed record StoredEvent(long Number, CrawlStatus Status)
{
    public bool IsTerminal => Status >= CrawlStatus.Complete;
}

/// <summary>A page's row.</summary>
internal sealed record StoredPageRow(int State, int Reason, string? Detail);

/// <summary>A crawl as the database has it, read row by row.</summary>
internal sealed record StoredCrawl
{
    private static readonly string[] Names = ["discovered", "done", "failed", "skipped", "chunks", "embedded", "code", "refused"];

    public required CrawlStatus Status { get; init; }

    public required string? Error { get; init; }

    public required long LastSequence { get; init; }

    /// <summary>What it says of itself, by name.</summary>
    public required IReadOnlyDictionary<string, long> Counters { get; init; }

    /// <summary>The same, counted.</summary>
    public required IReadOnlyDictionary<string, long> Rows { get; init; }

    /// <summary>By address.</summary>
    public required IReadOnlyDictionary<string, StoredPageRow> Pages { get; init; }

    /// <summary>Titles by address.</summary>
    public required IReadOnlyDictionary<string, string> Documents { get; init; }

    /// <summary>Events of the journal that nobody may miss, in order: all but ticks.</summary>
    public required IReadOnlyList<StoredEvent> Events { get; init; }

    /// <summary>One for each end.</summary>
    public IEnumerable<StoredEvent> Ends => Events.Where(entry => entry.IsTerminal);

    public required long ChunksWaiting { get; init; }

    /// <summary>Null when there is none of this id.</summary>
    public static async Task<StoredCrawl?> ReadAsync(TestDatabase database, string id)
    {
        var heads = await database.ReadAsync(
            """
            SELECT no, status, error, last_sequence, pages_discovered, pages_done, pages_failed, pages_skipped, chunks_stored, chunks_embedded, code_examples, links_refused
            FROM crawl JOIN crawl_tally ON crawl_no = no WHERE id = $1
            """,
            row => (No: row.GetInt64(0), Status: (CrawlStatus)row.GetInt32(1), Error: row.IsDBNull(2) ? null : row.GetString(2), Last: row.GetInt64(3),
                Counters: Named([.. Enumerable.Range(4, 8).Select(row.GetInt64)])),
            id);
        if (heads.Count == 0)
        {
            return null;
        }

        var (no, status, error, last, counters) = heads[0];
        var rows = await database.ReadAsync(
            """
            SELECT (SELECT count(*) FROM page WHERE crawl_no = $1), (SELECT count(*) FROM page WHERE crawl_no = $1 AND state = 2),
                   (SELECT count(*) FROM page WHERE crawl_no = $1 AND state = 3), (SELECT count(*) FROM page WHERE crawl_no = $1 AND state = 4),
                   (SELECT count(*) FROM chunk WHERE crawl_no = $1),
                   (SELECT count(*) FROM chunk WHERE crawl_no = $1 AND NOT EXISTS (SELECT 1 FROM chunk_waiting WHERE chunk_id = chunk.id)),
                   (SELECT count(*) FROM code_example JOIN document ON document.no = document_no WHERE crawl_no = $1),
                   (SELECT count(*) FROM refused_link WHERE crawl_no = $1)
            """,
            row => Named([.. Enumerable.Range(0, 8).Select(row.GetInt64)]),
            no);
        var pages = await database.ReadAsync(
            "SELECT url, state, reason, detail FROM page WHERE crawl_no = $1",
            row => (Url: row.GetString(0), Page: new StoredPageRow(row.GetInt32(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3))),
            no);
        var documents = await database.ReadAsync("SELECT url, title FROM document WHERE crawl_no = $1", row => (Url: row.GetString(0), Title: row.GetString(1)), no);
        var events = await database.ReadAsync(
            "SELECT sequence, is_tick, body FROM journal WHERE crawl_no = $1 ORDER BY sequence",
            row => (Number: row.GetInt64(0), IsTick: row.GetBoolean(1), Body: row.GetString(2)),
            no);
        return new StoredCrawl
        {
            Status = status,
            Error = error,
            LastSequence = last,
            Counters = counters,
            Rows = rows[0],
            Pages = pages.ToDictionary(page => page.Url, page => page.Page, StringComparer.Ordinal),
            Documents = documents.ToDictionary(document => document.Url, document => document.Title, StringComparer.Ordinal),
            Events = [.. events.Where(entry => !entry.IsTick).Select(entry => new StoredEvent(entry.Number, StatusOf(entry.Body)))],
            ChunksWaiting = await database.CountAsync("SELECT count(*) FROM chunk_waiting JOIN chunk ON chunk.id = chunk_id WHERE crawl_no = $1", no),
        };
    }

    private static Dictionary<string, long> Named(long[] numbers) =>
        Names.Zip(numbers).ToDictionary(pair => pair.First, pair => pair.Second);

    private static CrawlStatus StatusOf(string body)
    {
        using var json = JsonDocument.Parse(body);
        return Enum.Parse<CrawlStatus>(json.RootElement.GetProperty("status").GetString()!, ignoreCase: true);
    }
}
