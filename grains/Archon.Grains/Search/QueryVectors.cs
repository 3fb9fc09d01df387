using System.Collections.Immutable;
using Archon.Grains.Asking;
using Archon.Grains.Processing;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Search;

/// <summary>
/// A query's vectors: of the model in use, and of those that chunks were embedded with before it and some still are. What cannot be had is left out, for what is stored
/// is found by its words too.
/// </summary>
internal sealed partial class QueryVectors(
    IArchonStore store, IEmbedder embedder, IFormerEmbedders former, CpuGate gate, StorePatience patience, TimeProvider clock, ILogger<QueryVectors> logger)
{
    /// <summary>Whoever searches waits no longer for the query's vector: an answer by words comes at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<(ReadOnlyMemory<float>? Vector, ImmutableArray<QueryVector> Former)> OfAsync(string text, CancellationToken cancellationToken)
    {
        var current = EmbedAsync(embedder, text, cancellationToken);
        var others = FormerOfAsync(text, current, cancellationToken);
        await Task.WhenAll(current, others);
        return (await current, await others);
    }

    /// <summary>Vectors of this model are alike by spelling only (<see cref="IEmbedder.IsLexical"/>).</summary>
    public bool AreLexical(string model) => (model == embedder.Model ? embedder : former.Find(model))?.IsLexical ?? false;

    private async Task<ImmutableArray<QueryVector>> FormerOfAsync(string text, Task<ReadOnlyMemory<float>?> current, CancellationToken cancellationToken)
    {
        var models = await patience.ReadAsync(store.ListFormerModelsAsync(embedder.Model, sourceId: null, cancellationToken), cancellationToken);
        var vectors = await Task.WhenAll(models.Select(async model => (Model: model, Vector: await FormerAsync(model, text, current, cancellationToken))));
        return [.. vectors.Where(one => one.Vector is not null).Select(one => new QueryVector(one.Model, one.Vector!.Value))];
    }

    private async Task<ReadOnlyMemory<float>?> FormerAsync(string model, string text, Task<ReadOnlyMemory<float>?> current, CancellationToken cancellationToken)
    {
        if (former.Find(model) is { } found)
        {
            // The same model, whose texts had a context and now have none, or the other way round: it is asked once.
            return ReferenceEquals(found, embedder) ? await current : await EmbedAsync(found, text, cancellationToken);
        }

        LogCannotBeHad(model, embedder.Model);
        return null;
    }

    // Null when the embedder gives none: it may be away for a day.
    private async Task<ReadOnlyMemory<float>?> EmbedAsync(IEmbedder by, string text, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await await gate.RunAsync(_ => by.EmbedQueryAsync(text, either.Token).AsTask(), either.Token);
        }
        catch (Exception exception) when (
            exception is ModelUnavailableException or TextRefusedException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogWithout(exception, by.Model);
            return null;
        }
    }
}
