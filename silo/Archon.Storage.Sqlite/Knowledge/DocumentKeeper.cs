using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;
using Archon.Storage.Sqlite.Frontier;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>What a refresh does with documents that are stored: keeps those that have not changed, and takes those away that were gone twice.</summary>
internal static class DocumentKeeper
{
    /// <summary>The source the crawl feeds, or null while it has none.</summary>
    public static long? SourceOf(SqliteDatabase database, CrawlHead crawl)
    {
        var row = database["find-source-for-write"].Bind(crawl.SourceId);
        return row.Step() ? row.Int64(0) : null;
    }

    /// <summary>Remembers how a document was read and what it links to, as far as the server can be asked whether it has changed.</summary>
    public static void Remember(SqliteDatabase database, long documentNo, DocumentContent content)
    {
        var canBeAsked = content.Reading is not null && (content.ETag is not null || content.LastModified is not null);
        var reading = canBeAsked ? content.Reading : null;
        var links = canBeAsked ? PageLinks.Join(content.Links) : null;
        if (!database["update-document-refresh"].Bind(reading).Bind(links).Bind(documentNo).Changed() && canBeAsked)
        {
            database["insert-document-refresh"].Bind(documentNo).Bind(0).Bind(reading).Bind(links).Run();
        }
    }

    /// <summary>The document came again as it is stored.</summary>
    public static void Keep(SqliteDatabase database, long sourceNo, long documentNo, DocumentContent content, long fetchedAt)
    {
        database["keep-document"]
            .Bind(fetchedAt).Bind(content.Language).Bind(content.ETag).Bind(content.LastModified).Bind(documentNo).Run();
        Remember(database, documentNo, content);
        Lead(database, documentNo, content);
        Touch(database, sourceNo, fetchedAt);
    }

    /// <summary>The server says that the document at this address is as it is stored; its hash.</summary>
    /// <exception cref="ArgumentException">None is stored.</exception>
    public static string Confirm(SqliteDatabase database, CrawlHead crawl, PageCommit commit, UnchangedDocument unchanged, string url)
    {
        var stored = SourceOf(database, crawl) is { } source ? StoredDocument.Find(database, source, url) : null;
        if (stored is null)
        {
            throw new ArgumentException(
                $"Page {commit.PageId} of crawl {commit.CrawlId} is said to be unchanged, and nothing is stored of {url}; fetch it.", nameof(commit));
        }

        var fetchedAt = commit.FetchedAt.ToUnixTimeMilliseconds();
        var sourceNo = SourceJoin.Join(database, crawl, commit.CrawlId, stored.Title, fetchedAt);
        database["confirm-document"].Bind(fetchedAt).Bind(unchanged.ETag).Bind(unchanged.LastModified).Bind(stored.No).Run();
        database["mark-document"].Bind(0).Bind(stored.No).Run();
        Touch(database, sourceNo, fetchedAt);
        return stored.ContentHash;
    }

    /// <summary>
    /// There is no page at this address: what is stored of it is marked (<see cref="PageReason.Gone"/>), or removed when it was marked before
    /// (<see cref="PageReason.Removed"/>). <see cref="PageReason.None"/> when nothing is stored of it.
    /// </summary>
    public static PageReason Lose(SqliteDatabase database, CrawlHead crawl, string url, CommitTally tally)
    {
        if (SourceOf(database, crawl) is not { } sourceNo || StoredDocument.Find(database, sourceNo, url) is not { } stored)
        {
            return PageReason.None;
        }

        if (database["document-is-missing"].Bind(stored.No).Scalar() != 1)
        {
            if (!database["mark-document"].Bind(1).Bind(stored.No).Changed())
            {
                database["insert-document-refresh"].Bind(stored.No).Bind(1).Bind((string?)null).Bind((string?)null).Run();
            }

            return PageReason.Gone;
        }

        DocumentEraser.EraseParts(database, stored.No, stored.Title);
        database["delete-document"].Bind(stored.No).Run();
        database["update-source-counts"].Bind(-1).Bind(-stored.Chunks).Bind(-stored.CodeExamples).Bind(0).Bind((string?)null).Bind(sourceNo).Run();
        tally.PagesRemoved++;
        return PageReason.Removed;
    }

    // The same text may have other anchors.
    private static void Lead(SqliteDatabase database, long documentNo, DocumentContent content)
    {
        if (!database["lead-document"].Bind(content.Anchors).Bind(documentNo).Changed())
        {
            return;
        }

        foreach (var chunk in content.Chunks)
        {
            database["lead-chunk"].Bind(chunk.Fragments).Bind(documentNo).Bind(chunk.Ordinal).Run();
        }

        foreach (var example in content.CodeExamples)
        {
            database["lead-code-example"].Bind(example.Fragment).Bind(documentNo).Bind(example.Ordinal).Run();
        }
    }

    private static void Touch(SqliteDatabase database, long sourceNo, long fetchedAt) =>
        database["update-source-counts"].Bind(0).Bind(0).Bind(0).Bind(fetchedAt).Bind((string?)null).Bind(sourceNo).Run();
}
