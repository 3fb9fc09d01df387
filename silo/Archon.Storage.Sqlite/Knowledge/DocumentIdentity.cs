using Archon.Domain.Extraction;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>By what a document is told from others: a signature of its text, and the address that it says is its own.</summary>
internal static class DocumentIdentity
{
    /// <summary>Keeps it with a document; returns where the source has nearly the same text, or null.</summary>
    /// <param name="database">The writer's.</param>
    /// <param name="crawl">The crawl.</param>
    /// <param name="document">The document.</param>
    /// <param name="content">What is stored.</param>
    public static string? Keep(SqliteDatabase database, CrawlHead crawl, in WrittenDocument document, DocumentContent content)
    {
        var isNew = document.Change == DocumentChange.Added;
        if (isNew || !database["update-identity"].Bind(content.Signature).Bind(content.Claims).Bind(document.No).Changed())
        {
            database["insert-identity"].Bind(document.No).Bind(document.SourceNo).Bind(content.Signature).Bind(content.Claims).Bind(isNew ? crawl.No : 0).Run();
        }

        return content.Signature == 0 ? null : FindAlike(database, document.SourceNo, document.No, content.Signature);
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
