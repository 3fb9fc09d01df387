using Archon.Domain.Chunking;
using Archon.Domain.CodeExamples;
using Archon.Domain.Search;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;
using Archon.Storage.Sqlite.Crawls;

namespace Archon.Storage.Sqlite.Knowledge;

/// <summary>
/// Stores a document with its chunks and code examples, in place of the one a former crawl stored; a refresh leaves one that came as it is stored, and chunks that came as they
/// are stored always stay.
/// </summary>
internal static class DocumentWriter
{
    public static WrittenDocument Write(SqliteDatabase database, CrawlHead crawl, PageCommit commit, DocumentContent content, string url, bool isSeed)
    {
        var fetchedAt = commit.FetchedAt.ToUnixTimeMilliseconds();
        var sourceNo = SourceJoin.Join(database, crawl, commit.CrawlId, content.Title, fetchedAt);
        var old = StoredDocument.Find(database, sourceNo, url);
        if (crawl.Refreshes && old is not null && IsSame(old, content))
        {
            DocumentKeeper.Keep(database, sourceNo, old.No, content, fetchedAt);
            return new WrittenDocument(sourceNo, old.No, DocumentChange.Unchanged, 0);
        }

        var stored = old is null ? null : StoredChunks.Read(database, old.No, old.Title);
        if (old is not null)
        {
            DocumentEraser.EraseCode(database, old.No);
        }

        var documentNo = old is not null
            ? Replace(database, old.No, crawl.No, content, fetchedAt)
            : Insert(database, sourceNo, crawl.No, content, url, fetchedAt);
        DocumentKeeper.Remember(database, documentNo, content);
        foreach (var chunk in content.Chunks)
        {
            var headings = HeadingPath.Join(chunk.HeadingPath);
            if (stored?.TryKeep(chunk, headings, content.Title, crawl.No) != true)
            {
                WriteChunk(database, documentNo, sourceNo, crawl.No, content.Title, headings, chunk);
            }
        }

        stored?.EraseRest();

        foreach (var example in content.CodeExamples)
        {
            WriteCodeExample(database, documentNo, sourceNo, example);
        }

        database["update-source-counts"]
            .Bind(old is null ? 1 : 0)
            .Bind(content.Chunks.Length - (old?.Chunks ?? 0))
            .Bind(content.CodeExamples.Length - (old?.CodeExamples ?? 0))
            .Bind(fetchedAt)
            .Bind(isSeed ? content.Title : null)
            .Bind(sourceNo)
            .Run();
        return new WrittenDocument(sourceNo, documentNo, old is null ? DocumentChange.Added : DocumentChange.Changed, stored?.KeptWithVector ?? 0);
    }

    // As many chunks and code examples: else pages are cut up otherwise by now, or code examples are wanted that were not.
    private static bool IsSame(StoredDocument stored, DocumentContent content) =>
        stored.ContentHash == content.ContentHash && stored.Title == content.Title
        && stored.Chunks == content.Chunks.Length && stored.CodeExamples == content.CodeExamples.Length;

    private static long Insert(SqliteDatabase database, long sourceNo, long crawlNo, DocumentContent content, string url, long fetchedAt) =>
        database["insert-document"]
            .Bind(sourceNo).Bind(crawlNo).Bind(fetchedAt).Bind(content.Chunks.Length).Bind(content.CodeExamples.Length)
            .Bind(url).Bind(content.Title).Bind(content.ContentHash).Bind(content.Language).Bind(content.ETag)
            .Bind(content.LastModified).Bind(content.Markdown).Bind(content.Anchors)
            .InsertedId();

    private static long Replace(SqliteDatabase database, long documentNo, long crawlNo, DocumentContent content, long fetchedAt)
    {
        database["replace-document"]
            .Bind(crawlNo).Bind(fetchedAt).Bind(content.Chunks.Length).Bind(content.CodeExamples.Length)
            .Bind(content.Title).Bind(content.ContentHash).Bind(content.Language).Bind(content.ETag)
            .Bind(content.LastModified).Bind(content.Markdown).Bind(content.Anchors)
            .Bind(documentNo)
            .Run();
        return documentNo;
    }

    private static void WriteChunk(SqliteDatabase database, long documentNo, long sourceNo, long crawlNo, string title, string headings, Chunk chunk)
    {
        var id = database["insert-chunk"]
            .Bind(documentNo).Bind(sourceNo).Bind(crawlNo).Bind(chunk.Ordinal)
            .Bind(chunk.Start).Bind(chunk.End).Bind(chunk.Tokens).Bind(headings).Bind(chunk.Content).Bind(chunk.Fragments)
            .InsertedId();
        ChunkIndex.Keep(database, id, title, headings, chunk.Content);
        UnspacedIndex.KeepChunk(database, id, title, headings, chunk.Content);
    }

    private static void WriteCodeExample(SqliteDatabase database, long documentNo, long sourceNo, CodeExample example)
    {
        var headings = HeadingPath.Join(example.HeadingPath);
        var words = IdentifierWords.Of(example.Code);
        var id = database["insert-code-example"]
            .Bind(documentNo).Bind(sourceNo).Bind(example.Ordinal).Bind(example.Language).Bind(headings)
            .Bind(example.Context).Bind(words).Bind(example.Code)
            .Bind(example.Title).Bind(example.IsGuessed ? 1 : 0).Bind(example.Tab).Bind((long?)example.TabsBegin)
            .Bind(example.Sketch.AsSpan()).Bind(example.Fragment)
            .InsertedId();
        database["index-code-example"].Bind(id).Bind(example.Code).Bind(words).Bind(headings).Bind(example.Context).Run();
        UnspacedIndex.KeepCode(database, id, example.Code, words, headings, example.Context);
    }
}
