using System.Collections.Immutable;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;

namespace Archon.Storage.Postgres;

public sealed partial class PostgresStore
{
    /// <inheritdoc/>
    public Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        _summaries.ReadUnsummarisedAsync(sourceId, model, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken) =>
        _summaries.UseSummariesAsync(model, examples, cancellationToken);

    /// <inheritdoc/>
    public Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken) =>
        _summaries.StoreSummaryAsync(summary, cancellationToken);

    /// <inheritdoc/>
    public Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken) =>
        _summaries.ReadSourceMaterialAsync(sourceId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken) =>
        _summaries.ReadFirstPassagesAsync(sourceIds, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken) =>
        _summaries.UseSourceSummaryAsync(sourceId, model, hash, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        _summaries.CountSummarisedAsync(sourceIds, model, cancellationToken);

    /// <inheritdoc/>
    public Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        _summaries.ForgetUnusedSummariesAsync(sourceId, after, limit, cancellationToken);
}
