using System.Collections.Immutable;
using Archon.Domain.Embedding;
using Archon.Domain.Summaries;
using Archon.Ports.Storage;

namespace Archon.Grains.Tests.Hosting;

/// <remarks>What is still to be embedded, summarised and compared.</remarks>
internal sealed partial class FaultyStore
{
    public Task<ImmutableArray<ChunkToEmbed>> ReadBacklogAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadBacklogAsync), () => inner.ReadBacklogAsync(sourceId, model, after, limit, cancellationToken));

    public Task<IReadOnlyDictionary<long, DocumentContext>> ReadContextsAsync(ImmutableArray<long> chunkIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadContextsAsync), () => inner.ReadContextsAsync(chunkIds, cancellationToken));

    public Task<UnsummarisedExamples> ReadUnsummarisedAsync(string sourceId, string model, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadUnsummarisedAsync), () => inner.ReadUnsummarisedAsync(sourceId, model, after, limit, cancellationToken));

    public Task<ImmutableArray<long>> UseSummariesAsync(string model, ImmutableArray<ExampleHash> examples, CancellationToken cancellationToken) =>
        CallAsync(nameof(UseSummariesAsync), () => inner.UseSummariesAsync(model, examples, cancellationToken));

    public Task<int> StoreSummaryAsync(WrittenSummary summary, CancellationToken cancellationToken) =>
        CallAsync(nameof(StoreSummaryAsync), () => inner.StoreSummaryAsync(summary, cancellationToken));

    public Task<SourceMaterial?> ReadSourceMaterialAsync(string sourceId, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadSourceMaterialAsync), () => inner.ReadSourceMaterialAsync(sourceId, cancellationToken));

    public Task<bool> UseSourceSummaryAsync(string sourceId, string model, string hash, CancellationToken cancellationToken) =>
        CallAsync(nameof(UseSourceSummaryAsync), () => inner.UseSourceSummaryAsync(sourceId, model, hash, cancellationToken));

    public Task<IReadOnlyDictionary<string, ImmutableArray<string>>> ReadFirstPassagesAsync(ImmutableArray<string> sourceIds, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadFirstPassagesAsync), () => inner.ReadFirstPassagesAsync(sourceIds, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> CountSummarisedAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountSummarisedAsync), () => inner.CountSummarisedAsync(sourceIds, model, cancellationToken));

    public Task<ImmutableArray<SketchedExample>> ReadSketchesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadSketchesAsync), () => inner.ReadSketchesAsync(sourceId, after, limit, cancellationToken));

    public Task<ImmutableArray<ExampleCode>> ReadExampleCodeAsync(ImmutableArray<long> ids, CancellationToken cancellationToken) =>
        CallAsync(nameof(ReadExampleCodeAsync), () => inner.ReadExampleCodeAsync(ids, cancellationToken));

    public Task GroupExamplesAsync(ImmutableArray<GroupedExample> examples, CancellationToken cancellationToken) =>
        CallAsync(
            nameof(GroupExamplesAsync),
            async () =>
            {
                await inner.GroupExamplesAsync(examples, cancellationToken);
                return true;
            });

    public Task<long?> ForgetUnusedSummariesAsync(string sourceId, long after, int limit, CancellationToken cancellationToken) =>
        CallAsync(nameof(ForgetUnusedSummariesAsync), () => inner.ForgetUnusedSummariesAsync(sourceId, after, limit, cancellationToken));

    public Task<IReadOnlyDictionary<string, long>> CountBacklogAsync(ImmutableArray<string> sourceIds, string model, CancellationToken cancellationToken) =>
        CallAsync(nameof(CountBacklogAsync), () => inner.CountBacklogAsync(sourceIds, model, cancellationToken));

    public Task RefuseChunkAsync(string model, long chunkId, string reason, CancellationToken cancellationToken) =>
        CallAsync(
            nameof(RefuseChunkAsync),
            async () =>
            {
                await inner.RefuseChunkAsync(model, chunkId, reason, cancellationToken);
                return true;
            });

    public Task<IReadOnlyDictionary<string, RefusedTexts>> ListRefusedAsync(ImmutableArray<string> sourceIds, string model, int most, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListRefusedAsync), () => inner.ListRefusedAsync(sourceIds, model, most, cancellationToken));

    public Task<ImmutableArray<string>> ListFormerModelsAsync(string model, string? sourceId, CancellationToken cancellationToken) =>
        CallAsync(nameof(ListFormerModelsAsync), () => inner.ListFormerModelsAsync(model, sourceId, cancellationToken));

    public Task StoreVectorsAsync(string model, ImmutableArray<ChunkVector> vectors, CancellationToken cancellationToken) =>
        CallAsync(nameof(StoreVectorsAsync), async () =>
        {
            await inner.StoreVectorsAsync(model, vectors, cancellationToken);
            return true;
        });
}
