using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Archon.Ports.Embedding;

namespace Archon.Embeddings;

/// <summary>
/// The built-in embedder: no model, no network, the same vector for the same text on every machine. Feature hashing (Weinberger et al.,
/// "Feature Hashing for Large Scale Multitask Learning", 2009) with signed buckets over words, the parts of identifiers, and the character
/// 3- to 5-grams of each. It finds texts that share words and word stems; it knows no synonyms.
/// </summary>
/// <remarks>
/// A word counts 1 + log2 of its occurrences, a stop word a tenth of that and no n-grams. The n-grams of one word together weigh
/// <see cref="GramShare"/> of the word. A text without words gets the unit vector along dimension 0. Safe to call from many threads.
/// </remarks>
public sealed class LexicalEmbedder : IEmbedder
{
    internal const int Size = 1_024;
    private const float StopWordShare = 0.1f;
    private const float GramShare = 1f;
    private const int SignOfNumber = 0x8000;

    private readonly KnownWords _words = new();

    public string Model => "archon-lexical-1024-v1";

    /// <summary>Whether a name is the built-in embedder's, of this version or another, with a context or without.</summary>
    public static bool IsItsName(string model) => model.StartsWith("archon-lexical-", StringComparison.Ordinal);

    public int Dimensions => Size;

    public bool IsRemote => false;

    public bool IsLexical => true;

    public ValueTask<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new ReadOnlyMemory<float>[texts.Count];
        using var bag = new WordBag();
        for (var i = 0; i < vectors.Length; i++)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                return ValueTask.FromCanceled<IReadOnlyList<ReadOnlyMemory<float>>>(cancellationToken);
            }

            vectors[i] = Embed(texts[i], bag);
        }

        return ValueTask.FromResult<IReadOnlyList<ReadOnlyMemory<float>>>(vectors);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private float[] Embed(string text, WordBag bag)
    {
        bag.Clear();
        WordScanner.Scan(text, bag);
        var vector = new float[Size];
        for (var i = 0; i < bag.Count; i++)
        {
            var word = bag[i];
            var known = _words.Find(word);
            var weight = Sublinear(word.Count) * (known.IsStopWord ? StopWordShare : 1);
            Add(vector, known.Dimension, weight);
            AddGrams(vector, known.Grams, weight * GramShare);
        }

        Normalise(vector);
        return vector;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddGrams(Span<float> vector, ReadOnlySpan<short> grams, float weight)
    {
        var each = weight / MathF.Sqrt(grams.Length);
        foreach (var gram in grams)
        {
            Add(vector, gram, each);
        }
    }

    // The sign goes from the number to the weight: which way it is, is as good as chance, and a branch would be mispredicted every other time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(Span<float> vector, short dimension, float weight) =>
        vector[dimension & (Size - 1)] += BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(weight) ^ ((dimension & SignOfNumber) << 16));

    /// <summary>1 + log2(count), straight between powers of two: the same bits on every platform, which a library logarithm does not promise.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sublinear(int count)
    {
        var power = System.Numerics.BitOperations.Log2((uint)count);
        return 1 + power + ((count - (1 << power)) / (float)(1 << power));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Normalise(float[] vector)
    {
        // Summed one by one, in double: a vectorised sum rounds differently on processors with wider registers.
        var sum = 0.0;
        foreach (var value in vector)
        {
            sum += (double)value * value;
        }

        if (sum == 0)
        {
            vector[0] = 1;
            return;
        }

        TensorPrimitives.Multiply(vector, (float)(1 / Math.Sqrt(sum)), vector);
    }
}
