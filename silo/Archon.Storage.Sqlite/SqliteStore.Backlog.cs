using System.Collections.Immutable;
using Archon.Domain.Embedding;
using Archon.Ports.Storage;

namespace Archon.Storage.Sqlite;

public sealed partial class SqliteStore
{
    /// <inheritdoc/>
    public Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(
        string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        _backlog.ReadBacklogAsync(sourceId, model, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken) =>
        _backlog.ReadContextsAsync(chunkIds, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        _backlog.CountBacklogAsync(sourceIds, model, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<string>> ListFormerModelsAsync(string model, string? sourceId, CancellationToken cancellationToken) =>
        _backlog.ListFormerModelsAsync(model, sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken) =>
        _backlog.StoreVectorsAsync(model, vectors, cancellationToken);

    /// <inheritdoc/>
    public Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken) =>
        _backlog.RefuseChunkAsync(model, chunkId, reason, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken) =>
        _backlog.ListRefusedAsync(sourceIds, model, most, cancellationToken);
}
