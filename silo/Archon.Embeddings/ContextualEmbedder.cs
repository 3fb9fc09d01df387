using Archon.Domain.Chunking;
using Archon.Ports.Embedding;

namespace Archon.Embeddings;

/// <summary>
/// An embedder whose chunks are embedded below their document's context (<see cref="EmbeddingOptions.Context"/>). Its vectors are those of another model by name, for
/// what is embedded is another text; a query stands alone, so it has the same vector either way.
/// </summary>
/// <param name="inner">Makes the vectors.</param>
internal sealed class ContextualEmbedder(IEmbedder inner) : IEmbedder, IDisposable
{
    /// <summary>What the name of a model ends with whose texts have a context.</summary>
    public const string Suffix = "+context";

    // Three sentences or so. Of what a small model reads it is no more than a quarter.
    private const int MostContext = 128;

    /// <inheritdoc/>
    public string Model { get; } = inner.Model + Suffix;

    /// <inheritdoc/>
    public int Dimensions => inner.Dimensions;

    /// <inheritdoc/>
    public bool IsRemote => inner.IsRemote;

    /// <inheritdoc/>
    public bool IsLexical => inner.IsLexical;

    /// <inheritdoc/>
    public int BatchSize => inner.BatchSize;

    /// <inheritdoc/>
    public int BatchesAtOnce => inner.BatchesAtOnce;

    /// <inheritdoc/>
    public int ContextTokens { get; } = ContextFor(inner.Chunking.MaxTokens);

    /// <inheritdoc/>
    public ChunkingOptions Chunking { get; } = Below(inner.Chunking);

    /// <summary>The model by the name that it has without a context.</summary>
    public static string WithoutContext(string model) => model.EndsWith(Suffix, StringComparison.Ordinal) ? model[..^Suffix.Length] : model;

    /// <inheritdoc/>
    public int CountFitting(IReadOnlyList<string> texts) => inner.CountFitting(texts);

    /// <inheritdoc/>
    public void ExpectLess(IReadOnlyList<string> texts) => inner.ExpectLess(texts);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken) =>
        inner.EmbedAsync(texts, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken) => inner.EmbedQueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static int ContextFor(int maxTokens) => Math.Clamp(maxTokens - ChunkingOptions.SmallestMax, 0, Math.Min(MostContext, maxTokens / 4));

    // What a chunk and its context have together is what a chunk alone would have.
    private static ChunkingOptions Below(ChunkingOptions options)
    {
        var most = options.MaxTokens - ContextFor(options.MaxTokens);
        return options with { MaxTokens = most, TargetTokens = Math.Min(options.TargetTokens, most) };
    }
}
