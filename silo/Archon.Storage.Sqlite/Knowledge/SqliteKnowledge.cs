using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Sqlite.Connections;

namespace Archon.Storage.Sqlite.Knowledge;

/// <inheritdoc cref="IKnowledgeStore"/>
internal sealed class SqliteKnowledge(SqliteWriter writer, SqliteReaders readers, SqliteReaders longReaders, SourceCleaner cleaner)
    : IKnowledgeStore
{
    // Titles may hold anything but never this, so it parts the two halves of a cursor.
    private const char CursorMark = '\n';

    public Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => ListSources(database, limit, cursor), cancellationToken);

    public Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["find-source"].Bind(sourceId);
                return row.Step() ? ReadSource(row) : null;
            },
            cancellationToken);

    public async Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken)
    {
        var outcome = await writer.ControlAsync(database => MarkDeleted(database, sourceId), cancellationToken).ConfigureAwait(false);
        if (outcome == DeleteSourceOutcome.Deleted)
        {
            cleaner.Start();
        }

        return outcome;
    }

    public Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken)
    {
        if (!long.TryParse(documentId, NumberStyles.None, CultureInfo.InvariantCulture, out var no))
        {
            return Task.FromResult<DocumentRecord?>(null);
        }

        return readers.ReadAsync(
            database =>
            {
                var row = database["find-document"].Bind(no);
                return row.Step() ? ReadDocument(row) : null;
            },
            cancellationToken);
    }

    public Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["find-document-by-url"].Bind(url);
                return row.Step() ? ReadDocument(row) : null;
            },
            cancellationToken);

    public Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["find-version"].Bind(sourceId).Bind(url);
                return row.Step() ? new DocumentVersion(row.MaybeText(0), row.MaybeText(1), row.Text(2), PageLinks.Split(row.Text(3)), row.Int64(4)) : null;
            },
            cancellationToken);

    public Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => database["find-signature"].Bind(url).Bind(crawlId).Scalar(), cancellationToken);

    public Task<string?> FindClaimantAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        readers.ReadAsync(
            database =>
            {
                var row = database["find-claimant"].Bind(url).Bind(crawlId);
                return row.Step() ? row.Text(0) : null;
            },
            cancellationToken);

    public Task<ListPage<DocumentRecord>> ListDocumentsAsync(
        string sourceId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = DocumentCursor.Read(cursor);
        return longReaders.ReadAsync(
            database =>
            {
                var row = database["list-documents"].Bind(sourceId).Bind(after).Bind(limit + 1L);
                var documents = ImmutableArray.CreateBuilder<DocumentRecord>();
                while (row.Step())
                {
                    if (documents.Count == limit)
                    {
                        return new ListPage<DocumentRecord>(documents.ToImmutable(), documents[^1].Url);
                    }

                    documents.Add(ReadDocument(row));
                }

                return new ListPage<DocumentRecord>(documents.ToImmutable(), null);
            },
            cancellationToken);
    }

    public Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = ChunkCursor.Read(cursor);
        return longReaders.ReadAsync(database => ChunkList.Read(database, sourceId, limit, after), cancellationToken);
    }

    public Task<ImmutableArray<Chunk>> ReadChunksAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken) =>
        readers.ReadAsync(database => ChunkList.OfDocument(database, sourceId, url, contentHash, title), cancellationToken);

    private static DeleteSourceOutcome MarkDeleted(SqliteDatabase database, string sourceId)
    {
        if (database["live-crawl-of-source"].Bind(sourceId).ScalarText() is not null)
        {
            return DeleteSourceOutcome.CrawlRunning;
        }

        if (!database["mark-source-deleted"].Bind(sourceId).Changed())
        {
            return DeleteSourceOutcome.NotFound;
        }

        database["mark-crawls-deleted"].Bind(sourceId).Run();
        return DeleteSourceOutcome.Deleted;
    }

    private static ListPage<SourceRecord> ListSources(SqliteDatabase database, int limit, string? cursor)
    {
        var mark = cursor?.LastIndexOf(CursorMark) ?? -1;
        if (cursor is not null && mark < 0)
        {
            throw new ArgumentException($"'{cursor}' is not a cursor of this list; pass NextCursor of the page before.", nameof(cursor));
        }

        var row = database["list-sources"].Bind(cursor?[..mark] ?? "").Bind(cursor?[(mark + 1)..] ?? "").Bind(limit + 1L);
        var sources = ImmutableArray.CreateBuilder<SourceRecord>();
        while (row.Step())
        {
            if (sources.Count == limit)
            {
                return new ListPage<SourceRecord>(sources.ToImmutable(), sources[^1].Title + CursorMark + sources[^1].Id);
            }

            sources.Add(ReadSource(row));
        }

        return new ListPage<SourceRecord>(sources.ToImmutable(), null);
    }

    private static SourceRecord ReadSource(Statement row) => new()
    {
        Id = row.Text(0),
        Url = row.Text(1),
        Title = row.Text(2),
        Tags = SourceJoin.ReadTags(row.Text(3)),
        Documents = row.Int64(4),
        Chunks = row.Int64(5),
        CodeExamples = row.Int64(6),
        LastCrawlId = row.Text(7),
        UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(8)),
        Schedule = SqliteSchedules.Read(row, 9),
        Summary = row.MaybeText(12),
        Beginning = row.MaybeText(13) ?? "",
    };

    private static DocumentRecord ReadDocument(Statement row) => new()
    {
        Id = row.Int64(0).ToString(CultureInfo.InvariantCulture),
        SourceId = row.Text(1),
        CrawlId = row.Text(2),
        Url = row.Text(3),
        Title = row.Text(4),
        Markdown = row.Text(5),
        ContentHash = row.Text(6),
        Language = row.MaybeText(7),
        FetchedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(8)),
        Anchors = row.MaybeText(9),
    };
}
