using System.Collections.Immutable;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Stores documents anew of pages that are done: takes back what their commit has counted, and commits them again.</summary>
internal static class PageRewriter
{
    public static ImmutableArray<DonePage> List(SqliteDatabase database, string crawlId, long after, int limit)
    {
        var pages = ImmutableArray.CreateBuilder<DonePage>();
        var row = database["list-done-pages"].Bind(crawlId).Bind(after).Bind(limit);
        while (row.Step())
        {
            pages.Add(new DonePage(
                row.Int64(0),
                row.Text(1),
                new PageCommit
                {
                    CrawlId = crawlId,
                    Epoch = row.Int64(2),
                    PageId = row.Int64(0),
                    State = PageState.Done,
                    HttpStatus = row.MaybeInt64(3) is { } status ? (int)status : null,
                    Detail = row.MaybeText(4),
                    Attempts = row.Int32(5),
                    FetchedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(6)),
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
                }));
        }

        return pages.DrainToImmutable();
    }

    public static PageCommitResult Rewrite(SqliteDatabase database, PageCommit commit, string formerHash)
    {
        if (CrawlHead.FindForEpoch(database, commit.CrawlId, commit.Epoch) is not { } crawl)
        {
            return new PageCommitResult(CommitOutcome.Fenced, null);
        }

        return commit.Document is { } document && TryReopen(database, crawl, commit.PageId, formerHash, document)
            ? PageCommitter.Commit(database, commit)
            : new PageCommitResult(CommitOutcome.AlreadyCommitted, crawl.Counters);
    }

    private static bool TryReopen(SqliteDatabase database, CrawlHead crawl, long pageId, string formerHash, DocumentContent document)
    {
        var row = database["find-rewritten"].Bind(crawl.No).Bind(pageId).Bind(formerHash);
        if (!row.Step())
        {
            return false;
        }

        var (no, sourceNo, isOwn, chunks, codes) = (row.Int64(0), row.Int64(1), row.Int64(2) == crawl.No, row.Int64(3), row.Int64(4));
        row.Reset();

        // It would be skipped for the other, and what it has stored would count for nothing.
        if (database["has-content-elsewhere"].Bind(sourceNo).Bind(document.ContentHash).Bind(document.Title).Bind(no).Scalar() is not null)
        {
            return false;
        }

        var tally = new CommitTally(crawl.Counters);
        tally.Reopen(isOwn, crawl.Refreshes);
        if (isOwn)
        {
            // What a former crawl stored, and this one only found again, was not counted.
            tally.ChunksStored -= chunks;
            tally.CodeExamples -= codes;
            tally.ChunksEmbedded -= database["count-embedded"].Bind(no).Scalar() ?? 0;
        }

        database["reopen-page"].Bind(pageId).Run();
        tally.Write(database, crawl, crawl.ScopeUrl);
        return true;
    }
}
