using Archon.Ports.Embedding;
using Microsoft.Extensions.AI;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// A sentence transformer as Microsoft.Extensions.AI has it: texts to vectors, as the model gives them. Texts of a call go through the model together, those of
/// about one length beside each other, as many as a run may have tokens. Between two runs whoever waits for a query's vector comes first.
/// </summary>
internal sealed class OnnxEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly ModelSession _session;
    private readonly ModelTokenizer _tokenizer;
    private readonly InferenceThread _thread;
    private readonly int _maxTokens;
    private readonly int _runTokens;

    private OnnxEmbeddingGenerator(ModelSession session, ModelFolder folder, ModelTokenizer tokenizer, OnnxOptions options)
    {
        (_session, _tokenizer) = (session, tokenizer);
        (_maxTokens, _runTokens) = (folder.MaxTokens, options.RunTokens);
        Dimensions = Run([tokenizer.Encode(ProbeText.Question, _maxTokens)], CancellationToken.None)[0].Length;
        _thread = new InferenceThread(session);
    }

    /// <summary>Length of the vectors.</summary>
    public int Dimensions { get; }

    /// <summary>Makes and counts its tokens.</summary>
    public ModelTokenizer Tokenizer => _tokenizer;

    /// <exception cref="ModelFolderException">The model cannot be used.</exception>
    public static OnnxEmbeddingGenerator Open(ModelFolder folder, OnnxOptions options)
    {
        var tokenizer = ModelTokenizer.Read(folder);
        var session = ModelSession.Open(folder, options.ThreadCount());
        try
        {
            return new OnnxEmbeddingGenerator(session, folder, tokenizer, options);
        }
        catch (ModelRunException exception)
        {
            session.Dispose();
            throw folder.Fault($"holds a model that does not embed a sentence: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        string[] texts = [.. values];
        var vectors = await GenerateAsync(texts, isUrgent: texts.Length == 1, cancellationToken).ConfigureAwait(false);
        return [.. vectors.Select(vector => new Embedding<float>(vector))];
    }

    /// <summary>One vector a text, in their order.</summary>
    /// <param name="texts">What to embed.</param>
    /// <param name="isUrgent">Somebody waits for it.</param>
    /// <param name="cancellationToken">Gives up, also in the middle of a run.</param>
    /// <exception cref="ModelRunException">The model does not take them.</exception>
    public async Task<float[][]> GenerateAsync(string[] texts, bool isUrgent, CancellationToken cancellationToken)
    {
        var tokens = await _thread.RunAsync(() => Array.ConvertAll(texts, text => _tokenizer.Encode(text, _maxTokens)), isUrgent, cancellationToken).ConfigureAwait(false);
        var vectors = new float[texts.Length][];
        var order = Enumerable.Range(0, texts.Length).OrderByDescending(i => tokens[i].Length).ToArray();
        for (var start = 0; start < order.Length;)
        {
            // The first is the longest, and the others are filled up to it.
            var count = Math.Clamp(_runTokens / tokens[order[start]].Length, 1, order.Length - start);
            var run = order.AsMemory(start, count);
            var found = await _thread.RunAsync(() => Run([.. run.ToArray().Select(i => tokens[i])], cancellationToken), isUrgent, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < count; i++)
            {
                vectors[run.Span[i]] = found[i];
            }

            start += count;
        }

        return vectors;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _thread.Dispose();

    private float[][] Run(int[][] tokens, CancellationToken cancellationToken) => _session.Run(tokens, _tokenizer.Padding, cancellationToken);
}
