using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>Finds out whether a page has the text and the title of another one that the crawl has stored.</summary>
internal static class SameContent
{
    /// <summary>The commit as it came, or one that skips the page (<see cref="PageReason.SameContent"/>).</summary>
    /// <param name="database">The writer's.</param>
    /// <param name="crawl">The crawl.</param>
    /// <param name="commit">The outcome of the page.</param>
    /// <param name="url">Where the outcome goes.</param>
    public static PageCommit Judge(SqliteDatabase database, CrawlHead crawl, PageCommit commit, string url)
    {
        if ((commit.Document is null && commit.Unchanged is null) || DocumentKeeper.SourceOf(database, crawl) is not { } sourceNo)
        {
            return commit;
        }

        var stored = StoredDocument.Find(database, sourceNo, url);
        var title = commit.Document?.Title ?? stored?.Title;
        var hash = commit.Document?.ContentHash ?? stored?.ContentHash;
        var row = database["find-same-content"].Bind(sourceNo).Bind(hash).Bind(title).Bind(stored?.No ?? long.MaxValue).Bind(crawl.No).Bind(url);
        return !row.Step() ? commit : commit with
        {
            State = PageState.Skipped,
            Reason = PageReason.SameContent,
            Detail = $"It has the same text as {row.Text(0)}.",
            Document = null,
            Unchanged = null,
        };
    }
}
