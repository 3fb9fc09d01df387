using System.Numerics.Tensors;
using Archon.Ports.Embedding;
using OpenAI.Embeddings;

namespace Archon.Embeddings;

/// <summary>Takes a server's answer for what it is: a vector for each text, in the order that its indexes say, or none at all.</summary>
/// <param name="server">Its name in sentences.</param>
/// <param name="model">The model that was asked for.</param>
/// <param name="dimensions">Length of the model's vectors.</param>
internal sealed class EmbeddingAnswer(string server, string model, int dimensions)
{
    /// <summary>Unit vectors in the order of the texts.</summary>
    /// <exception cref="ModelUnavailableException">A vector is missing, stands twice, has another length or no direction. A text may be to blame: others may be answered.</exception>
    public ReadOnlyMemory<float>[] Read(IReadOnlyList<OpenAIEmbedding> answer, int texts)
    {
        if (answer.Count != texts)
        {
            throw Unusable($"answers {texts} texts with {answer.Count} vectors");
        }

        var vectors = new ReadOnlyMemory<float>[texts];
        var isThere = new bool[texts];
        foreach (var embedding in answer)
        {
            var index = embedding.Index;
            if (index < 0 || index >= texts || isThere[index])
            {
                throw Unusable($"answers {texts} texts with vectors that are not numbered from 0 to {texts - 1} (index)");
            }

            (vectors[index], isThere[index]) = (Unit(embedding.ToFloats()), true);
        }

        return vectors;
    }

    private ReadOnlyMemory<float> Unit(ReadOnlyMemory<float> vector)
    {
        if (vector.Length != dimensions)
        {
            throw Unusable($"answers with vectors of {vector.Length} dimensions for the model {model}, and {EmbeddingOptions.Section}:Dimensions says {dimensions}");
        }

        // A number in it that is none makes the length none.
        var length = TensorPrimitives.Norm(vector.Span);
        if (!float.IsFinite(length) || length == 0)
        {
            throw Unusable($"answers with a vector of the model {model} that {(length == 0 ? "is all zeros" : "has what is no number")}");
        }

        var unit = new float[vector.Length];
        TensorPrimitives.Divide(vector.Span, length, unit);
        return unit;
    }

    private ModelUnavailableException Unusable(string what) => new($"{server} {what}") { MayBeTheText = true, IsAnswered = true };
}
