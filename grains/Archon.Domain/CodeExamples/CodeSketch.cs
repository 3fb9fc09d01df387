using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Archon.Domain.CodeExamples;

/// <summary>
/// By what code is told from code that is the same or nearly so: a hash of its words and signs without blanks and comments, and eight keys of which two examples that
/// share 85 of 100 runs of three have one in common (99.7 % of them; of those that share half, 40 %). MinHash by one permutation (Li, Owen, Zhang 2012) of 32 places, in
/// bands of four. 40 bytes, or 8 for code too short to be nearly like other code.
/// </summary>
public static class CodeSketch
{
    /// <summary>Code of which so many runs are the same is nearly the same: those that both have of those that either has.</summary>
    public const double Alike = 0.85;

    private const int Bands = 8;
    private const int Rows = 4;
    private const int Places = Bands * Rows;
    private const int PlaceBits = 5;

    // About ten lines: in less, one word that differs is what the example is about.
    private const int FewestRuns = 64;

    /// <summary>The sketch of one example; of tabs, of all their variants in order.</summary>
    public static ImmutableArray<byte> Of(params ReadOnlySpan<CodeVariant> variants)
    {
        Span<ulong> least = stackalloc ulong[Places];
        least.Fill(ulong.MaxValue);
        var (whole, runs) = (0UL, 0);
        foreach (var variant in variants)
        {
            Read(variant, least, null, ref whole, ref runs);
        }

        var sketch = new byte[runs < FewestRuns ? sizeof(ulong) : sizeof(ulong) + (Bands * sizeof(uint))];
        BinaryPrimitives.WriteUInt64LittleEndian(sketch, whole);
        if (runs >= FewestRuns)
        {
            FillEmpty(least);
            for (var band = 0; band < Bands; band++)
            {
                var key = 0UL;
                foreach (var place in least.Slice(band * Rows, Rows))
                {
                    key = CodeTokens.Mix(unchecked((key * 31) + place));
                }

                BinaryPrimitives.WriteUInt32LittleEndian(sketch.AsSpan(sizeof(ulong) + (band * sizeof(uint))), (uint)key);
            }
        }

        return System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(sketch);
    }

    /// <summary>What a sketch can be found by: the first for the same code, the others for nearly the same.</summary>
    /// <param name="sketch">As it was made.</param>
    /// <param name="keys">Room for <see cref="MostKeys"/>.</param>
    /// <returns>How many there are; 0 for what is no sketch.</returns>
    public static int Keys(ReadOnlySpan<byte> sketch, Span<ulong> keys)
    {
        if (sketch.Length < sizeof(ulong))
        {
            return 0;
        }

        keys[0] = BinaryPrimitives.ReadUInt64LittleEndian(sketch);
        if (sketch.Length < sizeof(ulong) + (Bands * sizeof(uint)))
        {
            return 1;
        }

        for (var band = 0; band < Bands; band++)
        {
            // Keys of different bands are different keys.
            keys[band + 1] = CodeTokens.Mix(((ulong)(band + 1) << 32) | BinaryPrimitives.ReadUInt32LittleEndian(sketch[(sizeof(ulong) + (band * sizeof(uint)))..]));
        }

        return MostKeys;
    }

    /// <summary>The most keys a sketch has.</summary>
    public const int MostKeys = Bands + 1;

    /// <summary>The runs of three of code, each once, in order of size.</summary>
    public static ulong[] RunsOf(params ReadOnlySpan<CodeVariant> variants)
    {
        var found = new List<ulong>();
        var (whole, runs) = (0UL, 0);
        foreach (var variant in variants)
        {
            Read(variant, [], found, ref whole, ref runs);
        }

        found.Sort();
        var distinct = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (i == 0 || found[i] != found[i - 1])
            {
                found[distinct++] = found[i];
            }
        }

        return [.. found.Take(distinct)];
    }

    /// <summary>Runs that both have, of those that either has: 0 to 1.</summary>
    public static double Similarity(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var (i, j, both) = (0, 0, 0);
        while (i < one.Length && j < other.Length)
        {
            var order = one[i].CompareTo(other[j]);
            both += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }

        var either = one.Length + other.Length - both;
        return either == 0 ? 1 : (double)both / either;
    }

    private static void Read(CodeVariant variant, Span<ulong> least, List<ulong>? found, ref ulong whole, ref int runs)
    {
        var before = whole;
        Read(variant.Code, CommentStyles.Of(variant.Language), least, found, ref whole, ref runs);
        if (whole == before)
        {
            // Nothing but comments: they are what it says.
            Read(variant.Code, CommentStyle.None, least, found, ref whole, ref runs);
        }

        whole = CodeTokens.Mix(whole + 1);
    }

    private static void Read(string code, CommentStyle comments, Span<ulong> least, List<ulong>? found, ref ulong whole, ref int runs)
    {
        var tokens = new CodeTokens(code, comments);
        var (first, second) = (0UL, 0UL);
        for (var third = tokens.Next(); third != 0; (first, second, third) = (second, third, tokens.Next()))
        {
            whole = CodeTokens.Mix(unchecked((whole * 31) + third));
            if (first == 0)
            {
                continue;
            }

            var run = CodeTokens.Mix(unchecked((((first * 31) + second) * 31) + third));
            runs++;
            found?.Add(run);
            if (!least.IsEmpty)
            {
                ref var place = ref least[(int)(run >> (64 - PlaceBits))];
                place = Math.Min(place, run);
            }
        }
    }

    // A place that no run falls into takes what stands in the next one that has any, and says how far it was (Shrivastava, Li 2014).
    private static void FillEmpty(Span<ulong> least)
    {
        Span<ulong> full = stackalloc ulong[Places];
        least.CopyTo(full);
        for (var i = 0; i < Places; i++)
        {
            for (var distance = 1; least[i] == ulong.MaxValue && distance < Places; distance++)
            {
                if (full[(i + distance) % Places] is var other && other != ulong.MaxValue)
                {
                    least[i] = CodeTokens.Mix(other + (ulong)distance);
                }
            }
        }
    }
}
