using Archon.Domain.Extraction;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>By what a document is told from others: a signature of its text, and the address that it says is its own.</summary>
internal static class DocumentIdentity
{
    /// <summary>Keeps it with the document stored at this address; returns where the source has nearly the same text, or null.</summary>
    /// <param name="database">The writer's.</param>
    /// <param name="crawl">The crawl.</param>
    /// <param name="url">Where the document is stored.</param>
    /// <param name="content">What is stored.</param>
    /// <param name="isNew">Nothing was stored there before.</param>
    public static string? Keep(SqliteDatabase database, CrawlHead crawl, string url, DocumentContent content, bool isNew)
    {
        if (DocumentKeeper.SourceOf(database, crawl) is not { } sourceNo || StoredDocument.Find(database, sourceNo, url) is not { } stored)
        {
            return null;
        }

        if (!database["update-identity"].Bind(content.Signature).Bind(content.Claims).Bind(stored.No).Changed())
        {
            database["insert-identity"].Bind(stored.No).Bind(sourceNo).Bind(content.Signature).Bind(content.Claims).Bind(isNew ? crawl.No : 0).Run();
        }

        return content.Signature == 0 ? null : FindAlike(database, sourceNo, stored.No, content.Signature);
    }

    private static string? FindAlike(SqliteDatabase database, long sourceNo, long documentNo, long signature)
    {
        var row = database["find-alike"].Bind(sourceNo).Bind(signature).Bind(documentNo);
        while (row.Step())
        {
            if (TextSignature.AreAlike(row.Int64(1), signature))
            {
                return row.Text(0);
            }
        }

        return null;
    }
}
