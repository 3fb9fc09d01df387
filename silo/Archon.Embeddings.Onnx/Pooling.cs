using System.Numerics.Tensors;

namespace Archon.Embeddings.Onnx;

/// <summary>How a text's vector is made of those of its tokens.</summary>
internal sealed class Pooling
{
    public static readonly Pooling Mean = new(isMean: true);

    /// <summary>That of the first token, [CLS] in BERT's words.</summary>
    public static readonly Pooling Cls = new(isMean: false);

    private readonly bool _isMean;

    private Pooling(bool isMean) => _isMean = isMean;

    public override string ToString() => _isMean ? "mean" : "cls";

    /// <param name="data">Vectors of tokens, text by text.</param>
    /// <param name="mask">1 for a token that is one, 0 for what only fills up.</param>
    /// <param name="rows">Texts.</param>
    /// <param name="columns">Tokens of each, filled up.</param>
    /// <param name="width">Length of a vector.</param>
    public float[][] Apply(ReadOnlySpan<float> data, ReadOnlySpan<long> mask, int rows, int columns, int width)
    {
        var vectors = new float[rows][];
        for (var row = 0; row < rows; row++)
        {
            var tokens = data.Slice(row * columns * width, columns * width);
            vectors[row] = _isMean ? MeanOf(tokens, mask.Slice(row * columns, columns), width) : tokens[..width].ToArray();
        }

        return vectors;
    }

    /// <summary>Vectors that the model has pooled itself.</summary>
    public static float[][] Rows(ReadOnlySpan<float> data, int rows, int width)
    {
        var vectors = new float[rows][];
        for (var row = 0; row < rows; row++)
        {
            vectors[row] = data.Slice(row * width, width).ToArray();
        }

        return vectors;
    }

    private static float[] MeanOf(ReadOnlySpan<float> tokens, ReadOnlySpan<long> mask, int width)
    {
        var sum = new float[width];
        var count = 0;
        for (var i = 0; i < mask.Length; i++)
        {
            if (mask[i] != 0)
            {
                TensorPrimitives.Add(sum, tokens.Slice(i * width, width), sum);
                count++;
            }
        }

        TensorPrimitives.Divide(sum, Math.Max(count, 1), sum);
        return sum;
    }
}
