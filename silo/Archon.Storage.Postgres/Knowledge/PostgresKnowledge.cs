using System.Collections.Immutable;
using System.Globalization;
using Archon.Domain.Chunking;
using Archon.Domain.Crawling;
using Archon.Ports.Storage;
using Archon.Storage.Postgres.Connections;
using Npgsql;

namespace Archon.Storage.Postgres.Knowledge;

/// <inheritdoc cref="IKnowledgeStore"/>
internal sealed class PostgresKnowledge(PostgresDatabase database, ChunkList chunks, SourceCleaner cleaner) : IKnowledgeStore
{
    // Titles may hold anything but never this, so it parts the two halves of a cursor.
    private const char CursorMark = '\n';

    // As much of a title as the index orders by.
    private const int OrderedTitle = 200;

    public async Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var mark = cursor?.LastIndexOf(CursorMark) ?? -1;
        if (cursor is not null && mark < 0)
        {
            throw new ArgumentException($"'{cursor}' is not a cursor of this list; pass NextCursor of the page before.", nameof(cursor));
        }

        var sources = await database.ListAsync(
            () => Statements.Named("list-sources").Bind(cursor?[..mark] ?? "").Bind(cursor?[(mark + 1)..] ?? "").Bind(limit + 1L),
            ReadSource,
            cancellationToken).ConfigureAwait(false);
        var next = sources.Count > limit ? Beginning(sources[limit - 1].Title) + CursorMark + sources[limit - 1].Id : null;
        return new ListPage<SourceRecord>([.. sources.Take(limit)], next);
    }

    public async Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("find-source").Bind(sourceId), ReadSource, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken)
    {
        var outcome = await database.WithdrawableAsync(connection => MarkDeletedAsync(connection, sourceId, CancellationToken.None), cancellationToken)
            .ConfigureAwait(false);
        if (outcome == DeleteSourceOutcome.Deleted)
        {
            cleaner.Start();
        }

        return outcome;
    }

    public async Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken) =>
        long.TryParse(documentId, NumberStyles.None, CultureInfo.InvariantCulture, out var no)
            ? (await database.ListAsync(() => Statements.Named("find-document").Bind(no), ReadDocument, cancellationToken).ConfigureAwait(false)).FirstOrDefault()
            : null;

    public async Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(() => Statements.Named("find-document-by-url").Bind(url), ReadDocument, cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("find-version").Bind(sourceId).Bind(url),
            row => new DocumentVersion(row.MaybeText(0), row.MaybeText(1), row.Text(2), PageLinks.Split(row.Text(3)), row.GetInt64(4)),
            cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("find-signature").Bind(crawlId).Bind(url), row => (long?)row.GetInt64(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<string?> FindClaimantAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        (await database.ListAsync(
            () => Statements.Named("find-claimant").Bind(crawlId).Bind(url), row => row.GetString(0), cancellationToken).ConfigureAwait(false)).FirstOrDefault();

    public async Task<ListPage<DocumentRecord>> ListDocumentsAsync(
        string sourceId, int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = DocumentCursor.Read(cursor);
        var documents = await database.ListAsync(
            () => Statements.Named("list-documents").Bind(sourceId).Bind(after).Bind(limit + 1L), ReadDocument, cancellationToken).ConfigureAwait(false);
        return new ListPage<DocumentRecord>([.. documents.Take(limit)], documents.Count > limit ? documents[limit - 1].Url : null);
    }

    public Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        chunks.ReadAsync(sourceId, limit, ChunkCursor.Read(cursor), cancellationToken);

    public Task<ImmutableArray<Chunk>> ReadChunksAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken) =>
        chunks.OfDocumentAsync(sourceId, url, contentHash, title, cancellationToken);

    private static async Task<DeleteSourceOutcome> MarkDeletedAsync(NpgsqlConnection connection, string sourceId, CancellationToken cancellationToken)
    {
        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("lock-source").Bind(sourceId)], cancellationToken).ConfigureAwait(false);
        var running = await PostgresDatabase.QueryAsync(
            connection, Statements.Named("live-crawl-of-source").Bind(sourceId), row => row.Text(0), cancellationToken).ConfigureAwait(false);
        if (running.Count > 0)
        {
            return DeleteSourceOutcome.CrawlRunning;
        }

        if (await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("mark-source-deleted").Bind(sourceId)], cancellationToken).ConfigureAwait(false) == 0)
        {
            return DeleteSourceOutcome.NotFound;
        }

        await PostgresDatabase.ExecuteAsync(connection, [Statements.Named("mark-crawls-deleted").Bind(sourceId)], cancellationToken).ConfigureAwait(false);
        return DeleteSourceOutcome.Deleted;
    }

    // Characters as the server counts them: a pair of surrogates is one.
    private static string Beginning(string title) => string.Concat(title.EnumerateRunes().Take(OrderedTitle).Select(rune => rune.ToString()));

    private static SourceRecord ReadSource(NpgsqlDataReader row) => new()
    {
        Id = row.Text(0),
        Url = row.Text(1),
        Title = row.Text(2),
        Tags = [.. row.GetFieldValue<string[]>(3).Select(PgText.Decode)],
        Documents = row.GetInt64(4),
        Chunks = row.GetInt64(5),
        CodeExamples = row.GetInt64(6),
        LastCrawlId = row.Text(7),
        UpdatedAt = row.Time(8),
        Schedule = PostgresSchedules.Read(row, 9),
        Summary = row.MaybeText(12),
        Beginning = row.MaybeText(13) ?? "",
    };

    private static DocumentRecord ReadDocument(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0).ToString(CultureInfo.InvariantCulture),
        SourceId = row.Text(1),
        CrawlId = row.Text(2),
        Url = row.Text(3),
        Title = row.Text(4),
        Markdown = row.Text(5),
        ContentHash = row.Text(6),
        Language = row.MaybeText(7),
        FetchedAt = row.Time(8),
        Anchors = row.MaybeText(9),
    };
}
