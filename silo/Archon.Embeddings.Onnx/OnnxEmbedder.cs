using System.Numerics.Tensors;
using Archon.Domain.Chunking;
using Archon.Ports.Embedding;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// Vectors from a sentence transformer that runs in this process. Texts go nowhere. The work is done by threads of its own, as many as the settings
/// say: neither the pool's nor those that read pages wait for it.
/// </summary>
public sealed class OnnxEmbedder : IEmbedder, IDisposable
{
    private const int MostAbove = 64;

    private readonly OnnxEmbeddingGenerator _generator;
    private readonly string _queryPrefix;
    private readonly string _passagePrefix;

    private OnnxEmbedder(ModelFolder folder, OnnxEmbeddingGenerator generator)
    {
        _generator = generator;
        (_queryPrefix, _passagePrefix) = (folder.QueryPrefix, folder.PassagePrefix);
        Dimensions = generator.Dimensions;
        var fingerprint = ModelFingerprint.Of(folder, generator.Tokenizer);
        Model = FormattableString.Invariant($"onnx/{folder.Name}-{fingerprint}/{Dimensions}");
        Chunking = ChunkingFor(folder, new ModelTokenCounter($"onnx-{fingerprint}", generator.Tokenizer));
    }

    /// <inheritdoc/>
    public string Model { get; }

    /// <inheritdoc/>
    public int Dimensions { get; }

    /// <inheritdoc/>
    public bool IsRemote => false;

    /// <inheritdoc/>
    public bool IsLexical => false;

    /// <inheritdoc/>
    public ChunkingOptions Chunking { get; }

    /// <summary>Reads the folder, loads the model and embeds a sentence with it.</summary>
    /// <exception cref="ModelFolderException">Something is missing there, or cannot be used; the sentence names it.</exception>
    public static OnnxEmbedder Open(OnnxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = ModelFolder.Read(options);
        return new OnnxEmbedder(folder, OnnxEmbeddingGenerator.Open(folder, options));
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return await EmbedAsync([.. texts.Select(text => _passagePrefix + text)], isUrgent: false, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<float>> EmbedQueryAsync(string query, CancellationToken cancellationToken) =>
        (await EmbedAsync([_queryPrefix + query], isUrgent: true, cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public void Dispose() => _generator.Dispose();

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(string[] texts, bool isUrgent, CancellationToken cancellationToken)
    {
        try
        {
            var vectors = await _generator.GenerateAsync(texts, isUrgent, cancellationToken).ConfigureAwait(false);
            return Array.ConvertAll(vectors, Unit);
        }
        catch (ModelRunException exception)
        {
            // A model that embeds nothing any more must not be taken for one that cannot embed this.
            await ProbeAsync(exception, cancellationToken).ConfigureAwait(false);
            throw new TextRefusedException($"{Model} does not embed the text: {exception.Message}", exception);
        }
    }

    private async Task ProbeAsync(ModelRunException failure, CancellationToken cancellationToken)
    {
        try
        {
            Unit((await _generator.GenerateAsync([ProbeText.Question], isUrgent: true, cancellationToken).ConfigureAwait(false))[0]);
        }
        catch (ModelRunException)
        {
            throw new ModelUnavailableException($"{Model} embeds nothing: {failure.Message}", failure);
        }
    }

    // A chunk is embedded below its title and headings, for which a quarter is kept, and no more than they need.
    private static ChunkingOptions ChunkingFor(ModelFolder folder, ModelTokenCounter counter)
    {
        var usable = folder.MaxTokens - ModelTokenizer.Frame - counter.Count(folder.PassagePrefix);
        var most = Math.Clamp(usable - Math.Min(MostAbove, usable / 4), ChunkingOptions.SmallestMax, ChunkingOptions.Default.MaxTokens);
        return new ChunkingOptions(Math.Min(ChunkingOptions.Default.TargetTokens, most), most) { Counter = counter };
    }

    private static ReadOnlyMemory<float> Unit(float[] vector)
    {
        var length = TensorPrimitives.Norm<float>(vector);
        if (!float.IsFinite(length) || length == 0)
        {
            throw new ModelRunException($"its vector {(length == 0 ? "is all zeros" : "has what is no number")}");
        }

        TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }
}
