using System.Collections.Immutable;
using Archon.Domain.Chunking;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres;

public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public Task<ListPage<SourceRecord>> ListSourcesAsync(int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListSourcesAsync(limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<SourceRecord?> FindSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        _knowledge.FindSourceAsync(sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteSourceOutcome> DeleteSourceAsync(string sourceId, CancellationToken cancellationToken) =>
        _knowledge.DeleteSourceAsync(sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentRecord?> FindDocumentAsync(string documentId, CancellationToken cancellationToken) =>
        _knowledge.FindDocumentAsync(documentId, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentRecord?> FindDocumentByUrlAsync(string url, CancellationToken cancellationToken) =>
        _knowledge.FindDocumentByUrlAsync(url, cancellationToken);

    /// <inheritdoc/>
    public Task<DocumentVersion?> FindVersionAsync(string sourceId, string url, CancellationToken cancellationToken) =>
        _knowledge.FindVersionAsync(sourceId, url, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> FindSignatureAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        _knowledge.FindSignatureAsync(crawlId, url, cancellationToken);

    public Task<string?> FindClaimantAsync(string crawlId, string url, CancellationToken cancellationToken) =>
        _knowledge.FindClaimantAsync(crawlId, url, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<DocumentRecord>> ListDocumentsAsync(
        string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListDocumentsAsync(sourceId, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ListPage<ChunkRecord>> ListChunksAsync(string sourceId, int limit, string? cursor, CancellationToken cancellationToken) =>
        _knowledge.ListChunksAsync(sourceId, limit, cursor, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Chunk>> ReadChunksAsync(string sourceId, string url, string contentHash, string title, CancellationToken cancellationToken) =>
        _knowledge.ReadChunksAsync(sourceId, url, contentHash, title, cancellationToken);
}
