using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Archon.Storage.Postgres.Search;
using Npgsql;

namespace Archon.Storage.Postgres.Frontier;

/// <summary>Commits of one crawl as the parameters of one statement: a table of pages, and beside it tables of what they hold.</summary>
internal static class CommitStatement
{
    public static NpgsqlBatchCommand Of(IReadOnlyList<PageCommit> commits)
    {
        var documents = commits.SelectMany((commit, i) => commit.Document is { } document ? [(At: i + 1, Document: document)] : Array.Empty<(int At, DocumentContent Document)>()).ToList();
        var unchanged = commits.SelectMany((commit, i) => commit.Unchanged is { } document ? [(At: i + 1, Document: document)] : Array.Empty<(int At, UnchangedDocument Document)>()).ToList();
        var chunks = documents.SelectMany(row => row.Document.Chunks.Select(chunk => (row.At, Chunk: chunk, Headings: HeadingPath.Join(chunk.HeadingPath)))).ToList();
        var codes = documents.SelectMany(row => row.Document.CodeExamples.Select(code => (row.At, Code: code, Headings: HeadingPath.Join(code.HeadingPath)))).ToList();
        var links = commits.SelectMany((commit, i) => commit.Links.Select(link => (At: i + 1, Link: link))).ToList();
        var refused = commits.SelectMany((commit, i) => commit.Refused.Select(link => (At: i + 1, Link: link))).ToList();
        var titles = documents.ToDictionary(row => row.At, row => row.Document.Title);
        var lexemes = new Lexemes();
        return Statements.Named("commit-pages")
            .Bind(commits[0].CrawlId).Bind(commits[0].Epoch)
            .Bind([.. commits.Select(commit => commit.PageId)])
            .Bind([.. commits.Select(commit => (int)commit.State)])
            .Bind([.. commits.Select(commit => (int)commit.Reason)])
            .Bind([.. commits.Select(commit => commit.Detail)])
            .Bind([.. commits.Select(commit => commit.HttpStatus)])
            .Bind([.. commits.Select(commit => commit.Attempts)])
            .Bind([.. commits.Select(commit => commit.FetchedAt.ToUnixTimeMilliseconds())])
            .Bind([.. commits.Select(commit => commit.Document?.ContentHash)])
            .Bind([.. commits.Select(commit => commit.FinalUrl)])
            .Bind([.. commits.Select(commit => commit.ScopeUrl)])
            .Bind([.. commits.Select(commit => commit.IsGone)])
            .Bind([.. unchanged.Select(row => row.At)])
            .Bind([.. unchanged.Select(row => row.Document.ETag)])
            .Bind([.. unchanged.Select(row => row.Document.LastModified)])
            .Bind([.. documents.Select(row => row.At)])
            .Bind([.. documents.Select(row => row.Document.Title)])
            .Bind([.. documents.Select(row => row.Document.Markdown)])
            .Bind([.. documents.Select(row => row.Document.Language)])
            .Bind([.. documents.Select(row => row.Document.ETag)])
            .Bind([.. documents.Select(row => row.Document.LastModified)])
            .Bind([.. documents.Select(row => CanBeAsked(row.Document) ? row.Document.Reading : null)])
            .Bind([.. documents.Select(row => CanBeAsked(row.Document) ? PageLinks.Join(row.Document.Links) : null)])
            .Bind([.. documents.Select(row => row.Document.Chunks.Length)])
            .Bind([.. documents.Select(row => row.Document.CodeExamples.Length)])
            .Bind([.. chunks.Select(row => row.At)])
            .Bind([.. chunks.Select(row => row.Chunk.Ordinal)])
            .Bind([.. chunks.Select(row => row.Chunk.Start)])
            .Bind([.. chunks.Select(row => row.Chunk.End)])
            .Bind([.. chunks.Select(row => row.Chunk.Tokens)])
            .Bind([.. chunks.Select(row => row.Headings)])
            .Bind([.. chunks.Select(row => row.Chunk.Content)])
            .Bind([.. chunks.Select(row => lexemes.OfChunk(titles[row.At], row.Headings, row.Chunk.Content))])
            .Bind([.. codes.Select(row => row.At)])
            .Bind([.. codes.Select(row => row.Code.Ordinal)])
            .Bind([.. codes.Select(row => row.Code.Language)])
            .Bind([.. codes.Select(row => row.Headings)])
            .Bind([.. codes.Select(row => row.Code.Context)])
            .Bind([.. codes.Select(row => row.Code.Code)])
            .Bind([.. codes.Select(row => lexemes.OfCode(row.Code.Code, row.Headings, row.Code.Context))])
            .Bind([.. links.Select(row => row.At)])
            .Bind([.. links.Select(row => row.Link.Url)])
            .Bind([.. links.Select(row => row.Link.Depth)])
            .Bind([.. refused.Select(row => row.At)])
            .Bind([.. refused.Select(row => LinkKey.Of(row.Link.Url))])
            .Bind([.. refused.Select(row => row.Link.Url)])
            .Bind([.. refused.Select(row => (int)row.Link.Reason)])
            .Bind([.. refused.Select(row => row.Link.Depth)])
            .Bind([.. documents.Select(row => row.Document.Signature)])
            .Bind([.. documents.Select(row => row.Document.Claims)])
            .Bind([.. codes.Select(row => row.Code.Title)])
            .Bind([.. codes.Select(row => row.Code.IsGuessed)])
            .Bind([.. codes.Select(row => row.Code.Tab)])
            .Bind([.. codes.Select(row => row.Code.TabsBegin)])
            .Bind(codes.ConvertAll(row => row.Code.Sketch.IsEmpty ? null : row.Code.Sketch.ToArray()))
            .Bind([.. documents.Select(row => row.Document.Anchors)])
            .Bind([.. chunks.Select(row => row.Chunk.Fragments)])
            .Bind([.. codes.Select(row => row.Code.Fragment)]);
    }

    private static bool CanBeAsked(DocumentContent document) => document.Reading is not null && (document.ETag is not null || document.LastModified is not null);
}
