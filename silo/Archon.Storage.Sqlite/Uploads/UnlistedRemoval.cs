using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Frontier;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Uploads;

/// <summary>Takes documents of a folder away that are no page of the crawl that brought the folder.</summary>
internal static class UnlistedRemoval
{
    public static RemovedDocuments? Apply(SqliteDatabase database, string crawlId, long epoch, string folder, string after, int limit)
    {
        if (CrawlHead.FindForEpoch(database, crawlId, epoch) is not { } crawl)
        {
            return null;
        }

        var documents = new List<(long No, string Url, string Title, long Chunks, long CodeExamples)>(limit);
        var row = database["some-documents-of-folder"].Bind(crawl.SourceId).Bind(after).Bind(AfterFolder(folder)).Bind(limit);
        while (row.Step())
        {
            documents.Add((row.Int64(0), row.Text(1), row.Text(2), row.Int64(3), row.Int64(4)));
        }

        var removed = 0;
        foreach (var document in documents)
        {
            var page = database["find-page-by-url"].Bind(crawl.No).Bind(document.Url);
            if (page.Step())
            {
                page.Reset();
                continue;
            }

            DocumentEraser.EraseParts(database, document.No, document.Title);
            database["delete-document"].Bind(document.No).Run();
            database["update-source-counts"]
                .Bind(-1).Bind(-document.Chunks).Bind(-document.CodeExamples).Bind(0).Bind((string?)null).Bind(DocumentKeeper.SourceOf(database, crawl)!.Value).Run();
            removed++;
        }

        var tally = new CommitTally(crawl.Counters);
        tally.PagesRemoved += removed;
        return new RemovedDocuments(removed, documents.Count < limit ? null : documents[^1].Url, tally.Write(database, crawl, crawl.ScopeUrl));
    }

    // The slash at the end of a folder, and the character after it.
    private static string AfterFolder(string folder) => string.Concat(folder.AsSpan(0, folder.Length - 1), "0");
}
