using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Crawls;
using Npgsql;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>Stores documents anew of pages that are done: takes back what their commit has counted, and commits them again, in one transaction.</summary>
internal static class PageRewriter
{
    /// <summary>A page as it would be committed again.</summary>
    public static DonePage Read(NpgsqlDataReader row, string crawlId) => new(
        row.GetInt64(0),
        row.Text(1),
        new PageCommit
        {
            CrawlId = crawlId,
            Epoch = row.GetInt64(2),
            PageId = row.GetInt64(0),
            State = PageState.Done,
            HttpStatus = row.IsDBNull(3) ? null : row.GetInt32(3),
            Detail = row.MaybeText(4),
            Attempts = row.GetInt32(5),
            FetchedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(6)),
        },
        new DocumentContent
        {
            Title = row.Text(7),
            Markdown = row.Text(8),
            ContentHash = row.Text(9),
            Language = row.MaybeText(10),
            ETag = row.MaybeText(11),
            LastModified = row.MaybeText(12),
            Reading = row.MaybeText(13),
            Links = PageLinks.Split(row.MaybeText(14) ?? ""),
            Claims = row.MaybeText(15),
            Anchors = row.MaybeText(16),
            Chunks = [],
        });

    /// <summary>Where the page is not opened, the commit finds that it has its outcome.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Statements(PageCommit commit, string formerHash) =>
    [
        Connections.Statements.Named("reopen-page").Bind(commit.CrawlId).Bind(commit.Epoch).Bind(commit.PageId)
            .Bind(formerHash).Bind(commit.Document?.ContentHash).Bind(commit.Document?.Title),
        CommitStatement.Of([commit]),
    ];

    /// <summary>The answer of the commit, which comes second.</summary>
    public static async Task<PageCommitResult> ReadAnswerAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var outcome = reader.GetFieldValue<int[]>(0)[0];
        var counters = reader.IsDBNull(1) ? null : CrawlRow.Counters(reader, 1);
        return outcome <= (int)CommitOutcome.Fenced
            ? new PageCommitResult((CommitOutcome)outcome, counters)
            : throw new ArgumentException($"The page could not be stored anew: outcome {outcome}.");
    }
}
