using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Archon.Storage.Sqlite.Knowledge;

namespace Archon.Storage.Sqlite.Search;

/// <summary>
/// The vectors of one model in bytes, whole or folded, in blocks that are filled and never moved. Whoever changes it holds the lock of <see cref="VectorSketches"/>; a
/// <see cref="View"/> is read without it.
/// </summary>
/// <remarks>
/// To fold, components are added up, each with a sign of its own, into as many as there is room for (a sparse random projection): the cosine of two sketches is that of
/// the vectors but for an error of 1/√length.
/// </remarks>
/// <param name="length">Bytes of a sketch; vectors that are no longer are kept whole.</param>
internal sealed class SketchSet(int length)
{
    /// <summary>Bytes of the shortest sketch.</summary>
    public const int Shortest = 128;

    /// <summary>Bytes noted beside a sketch.</summary>
    public const int Beside = 24;

    private const int InBlock = 4_096;

    private Block[] _blocks = [];

    /// <summary>Sketches that are here.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the sketches take.</summary>
    public long Size => (long)Count * (length + Beside);

    /// <summary>Somebody brings the vectors that are stored.</summary>
    public bool IsLoading { get; set; }

    /// <summary>All of the model's are here.</summary>
    public bool IsReady { get; set; }

    /// <summary>When it was asked last, by the count of questions.</summary>
    public long AskedAt { get; set; }

    /// <summary>What is here now. Later ones are not seen.</summary>
    public View Now => new(_blocks, Count, length);

    public void Add(long chunk, long source, ReadOnlySpan<float> vector)
    {
        var at = Count % InBlock;
        if (at == 0)
        {
            _blocks = [.. _blocks, new Block(new byte[InBlock * length], new Entry[InBlock])];
        }

        var folded = Fold(vector, length);
        var scale = (float)QuantisedVector.Quantise(folded, _blocks[^1].Data.AsSpan(at * length, folded.Length));
        _blocks[^1].Entries[at] = new Entry(chunk, (int)source, scale, vector.Length);
        Count++;
    }

    private static ReadOnlySpan<float> Fold(ReadOnlySpan<float> vector, int length)
    {
        if (vector.Length <= length)
        {
            return vector;
        }

        var folded = new float[length];
        for (var i = 0; i < vector.Length; i++)
        {
            folded[i % length] += IsNegative(i) ? -vector[i] : vector[i];
        }

        return folded;
    }

    // A fixed coin for each component.
    private static bool IsNegative(int component) => (System.Numerics.BitOperations.PopCount((uint)component * 2654435761u) & 1) == 1;

    /// <summary>The sketches there were at some moment.</summary>
    internal readonly struct View(Block[] blocks, int count, int length)
    {
        /// <summary>
        /// How many of the nearest sketches have nearly all of the <paramref name="depth"/> nearest vectors among them. What is whole errs by the query's own
        /// roundings only; of the shortest it takes twenty times as many.
        /// </summary>
        public int Enough(int dimensions, int depth) => depth * (dimensions <= length ? 2 : Math.Max(4, 2_560 / length));

        /// <summary>The chunks whose sketches are nearest, best first, and how many were compared.</summary>
        /// <param name="query">A vector.</param>
        /// <param name="source">Only this source's; null for all.</param>
        /// <param name="only">Only these chunks; null for all.</param>
        /// <param name="most">How many chunks.</param>
        public (IReadOnlyList<long> Ids, long Among) Nearest(ReadOnlySpan<float> query, long? source, HashSet<long>? only, int most)
        {
            var asked = Widen(Fold(query, length));
            var top = new TopList(most);
            var among = 0L;
            for (var i = 0; i < count; i++)
            {
                var block = blocks[i / InBlock];
                ref readonly var entry = ref block.Entries[i % InBlock];
                if ((source is { } no && entry.Source != no) || entry.Dimensions != query.Length)
                {
                    continue;
                }

                among++;
                var similarity = entry.Scale * Dot(asked, MemoryMarshal.Cast<byte, sbyte>(block.Data.AsSpan(i % InBlock * length, asked.Length)));
                if (top.Takes(similarity) && only?.Contains(entry.Chunk) != false)
                {
                    top.Offer(entry.Chunk, similarity);
                }
            }

            return (top.Ranked(), among);
        }

        private static short[] Widen(ReadOnlySpan<float> vector)
        {
            var bytes = new byte[vector.Length];
            QuantisedVector.Quantise(vector, bytes);
            return Array.ConvertAll(bytes, value => (short)(sbyte)value);
        }
    }

    /// <summary>The dot product of bytes from -127 to 127: two products fit 16 bits together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Dot(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> data)
    {
        var sums = Vector256<int>.Zero;
        var i = 0;
        ref var left = ref MemoryMarshal.GetReference(query);
        ref var right = ref MemoryMarshal.GetReference(data);
        for (; i <= Math.Min(query.Length, data.Length) - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref right, (nuint)i));
            var products = (low * Vector256.LoadUnsafe(ref left, (nuint)i)) + (high * Vector256.LoadUnsafe(ref left, (nuint)(i + Vector256<short>.Count)));
            var (first, second) = Vector256.Widen(products);
            sums += first + second;
        }

        var sum = Vector256.Sum(sums);
        for (; i < query.Length; i++)
        {
            sum += query[i] * data[i];
        }

        return sum;
    }

    internal readonly record struct Block(byte[] Data, Entry[] Entries);

    /// <summary>What is noted beside a sketch.</summary>
    /// <param name="Chunk">The chunk.</param>
    /// <param name="Source">Its source's number.</param>
    /// <param name="Scale">What its bytes are to be multiplied with.</param>
    /// <param name="Dimensions">Length of the vector: one of another length cannot be compared.</param>
    internal readonly record struct Entry(long Chunk, int Source, float Scale, int Dimensions);
}
