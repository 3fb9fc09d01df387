using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Frontier;

/// <summary>Makes the outcome of one page durable, inside the writer's transaction.</summary>
internal static class PageCommitter
{
    /// <exception cref="ArgumentException">The commit contradicts itself.</exception>
    public static void RequireOutcome(PageCommit commit)
    {
        if (commit.State is not (PageState.Done or PageState.Failed or PageState.Skipped))
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId}: {commit.State} is no outcome; commit Done, Failed or Skipped.",
                nameof(commit));
        }

        if (commit.Document is not null && commit.State != PageState.Done)
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId} is {commit.State} and yet has a document; only Done has one.",
                nameof(commit));
        }

        if (commit.Unchanged is not null && (commit.State != PageState.Done || commit.Document is not null))
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId} is said to be unchanged, and yet is {commit.State} or has a document; only Done without one can be.",
                nameof(commit));
        }
    }

    /// <summary>
    /// 1. Refuse an older epoch and an ended crawl. 2. Refuse a page that has its outcome. 3. Find the page the outcome goes
    /// to: the claimed one, or the one it redirected to. 4. Store the document, unless another page has brought the same one, or take it
    /// for gone. 5. Set the page's state. 6. Admit and refuse links. 7. Write the counters.
    /// </summary>
    public static PageCommitResult Commit(SqliteDatabase database, PageCommit commit)
    {
        // 1.
        if (CrawlHead.FindForEpoch(database, commit.CrawlId, commit.Epoch) is not { } crawl)
        {
            return new PageCommitResult(CommitOutcome.Fenced, null);
        }

        // 2.
        var claimed = FindPage(database, crawl.No, commit);
        if (claimed.State is not (PageState.Pending or PageState.Claimed))
        {
            return new PageCommitResult(CommitOutcome.AlreadyCommitted, crawl.Counters);
        }

        var tally = new CommitTally(crawl.Counters);

        // 3.
        var redirected = commit.FinalUrl is { } finalUrl && finalUrl != claimed.Url;
        var target = redirected ? Redirect(database, crawl.No, commit, claimed, tally) : commit.PageId;
        var url = redirected ? commit.FinalUrl! : claimed.Url;
        var scopeUrl = commit.ScopeUrl ?? crawl.ScopeUrl;
        if (redirected && crawl.Refreshes)
        {
            DocumentKeeper.Lose(database, crawl, claimed.Url, tally);
        }

        var gone = PageReason.None;
        if (target is { } pageId)
        {
            // 4.
            commit = SameContent.Judge(database, crawl, commit, url);
            var (hash, alike) = StoreDocument(database, crawl, commit, url, isSeed: claimed.Url == crawl.SeedUrl || url == scopeUrl, tally);
            if (crawl.Refreshes && (commit.State == PageState.Skipped || commit.IsGone))
            {
                gone = DocumentKeeper.Lose(database, crawl, url, tally);
            }

            // 5.
            var (state, reason) = commit.IsGone && gone != PageReason.None ? (PageState.Skipped, gone) : (commit.State, commit.Reason);
            Finish(database, pageId, state, reason, WithAlike(commit.Detail, alike), commit, hash);
            tally.CountOutcome(state);
        }

        // 6.
        LinkAdmission.Apply(database, crawl, commit.Links, commit.Refused, tally);

        // 7.
        var counters = tally.Write(database, crawl, scopeUrl);
        return new PageCommitResult(CommitOutcome.Committed, counters, IsGone: commit.IsGone && gone != PageReason.None, IsDuplicate: commit.Reason == PageReason.SameContent);
    }

    private static string? WithAlike(string? detail, string? alike) => alike is null ? detail : $"{detail} {PageCommit.AlikeSentence}{alike}.".TrimStart();

    /// <summary>Stores the document, or leaves it when it is stored as it came; its hash, and the address of another that is nearly the same.</summary>
    private static (string? Hash, string? Alike) StoreDocument(SqliteDatabase database, CrawlHead crawl, PageCommit commit, string url, bool isSeed, CommitTally tally)
    {
        if (commit.Unchanged is { } unchanged)
        {
            tally.CountDocument(DocumentChange.Unchanged);
            return (DocumentKeeper.Confirm(database, crawl, commit, unchanged, url), null);
        }

        if (commit.Document is not { } document)
        {
            return (null, null);
        }

        var written = DocumentWriter.Write(database, crawl, commit, document, url, isSeed);
        if (crawl.Refreshes)
        {
            tally.CountDocument(written.Change);
        }

        if (written.Change != DocumentChange.Unchanged)
        {
            tally.ChunksStored += document.Chunks.Length;
            tally.ChunksEmbedded += written.ChunksEmbedded;
            tally.CodeExamples += document.CodeExamples.Length;
        }

        return (document.ContentHash, DocumentIdentity.Keep(database, crawl, written, document));
    }

    private static (string Url, int Depth, PageState State) FindPage(SqliteDatabase database, long crawlNo, PageCommit commit)
    {
        var row = database["find-page"].Bind(commit.PageId).Bind(crawlNo);
        return row.Step()
            ? (row.Text(0), row.Int32(1), (PageState)row.Int32(2))
            : throw new ArgumentException(
                $"Crawl {commit.CrawlId} has no page {commit.PageId}; commit a page it has claimed.", nameof(commit));
    }

    /// <summary>The page at the end of the redirect when the outcome may go to it, else null.</summary>
    private static long? Redirect(
        SqliteDatabase database, long crawlNo, PageCommit commit, (string Url, int Depth, PageState State) claimed, CommitTally tally)
    {
        Finish(database, commit.PageId, PageState.Skipped, PageReason.Redirected, $"It redirects to {commit.FinalUrl}.", commit, hash: null);
        tally.CountOutcome(PageState.Skipped);

        // Admitted whatever the page cap says: the content is here already, and each claimed page brings one at most.
        if (database["admit-link"].Bind(crawlNo).Bind(commit.FinalUrl).Bind(claimed.Depth).Changed())
        {
            tally.PagesDiscovered++;
            if (database["forget-refusal"].Bind(crawlNo).Bind(commit.FinalUrl).Changed())
            {
                tally.LinksRefused--;
            }
        }

        var row = database["find-page-by-url"].Bind(crawlNo).Bind(commit.FinalUrl);
        row.Step();
        return (PageState)row.Int32(1) == PageState.Pending ? row.Int64(0) : null;
    }

    private static void Finish(
        SqliteDatabase database, long pageId, PageState state, PageReason reason, string? detail, PageCommit commit, string? hash) =>
        database["finish-page"]
            .Bind((int)state).Bind((int)reason).Bind(detail).Bind(commit.HttpStatus)
            .Bind(commit.Attempts).Bind(commit.FetchedAt.ToUnixTimeMilliseconds()).Bind(hash)
            .Bind(pageId)
            .Run();
}
