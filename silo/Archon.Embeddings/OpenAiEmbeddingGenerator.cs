using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using Wanted = OpenAI.Embeddings.EmbeddingGenerationOptions;
using WantedByCaller = Microsoft.Extensions.AI.EmbeddingGenerationOptions;

namespace Archon.Embeddings;

/// <summary>
/// A server's embeddings as Microsoft.Extensions.AI has them, made by OpenAI's client. Not the adapter that comes with the packages: that one drops an answer's <c>index</c> fields, and a
/// server that lists its vectors in another order gave each text another one's.
/// </summary>
/// <param name="client">Asks.</param>
/// <param name="answer">Takes the answer for what it is.</param>
/// <param name="dimensions">Length to ask for; null for the model's own.</param>
internal sealed class OpenAiEmbeddingGenerator(EmbeddingClient client, EmbeddingAnswer answer, int? dimensions) : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <returns>Unit vectors in the order of the texts.</returns>
    /// <inheritdoc/>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, WantedByCaller? options = null, CancellationToken cancellationToken = default)
    {
        // The protocol has no empty text.
        string[] texts = [.. values.Select(text => string.IsNullOrWhiteSpace(text) ? "." : text)];

        // The client writes the texts into the options, so no two calls may share them.
        var wanted = new Wanted { Dimensions = options?.Dimensions ?? dimensions };
        var embeddings = await client.GenerateEmbeddingsAsync(texts, wanted, cancellationToken).ConfigureAwait(false);
        return [.. answer.Read(embeddings.Value, texts.Length).Select(vector => new Embedding<float>(vector))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose()
    {
    }
}
