using System.Numerics;
using System.Runtime.CompilerServices;

namespace Archon.Domain.Extraction;

/// <summary>
/// 64 bits of a text, few of which differ when little of the text does: SimHash (Charikar 2002) over each three words in a row, two texts being alike up to
/// three bits (Manku, Jain, Das Sarma 2007). Letters are compared without their case, and any number is as good as another. What a text says twice counts
/// once: a template says much again and again, and what is between is what a page is about.
/// </summary>
public static class TextSignature
{
    private const int Words = 3;
    private const int MostBits = 3;

    // Enough to tell any page by; the rest of a longer one is not looked at.
    private const int MostShingles = 20_000;

    private static ReadOnlySpan<byte> Ascii =>
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0##########\0\0\0\0\0\0\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0"u8;

    /// <summary>The signature; 0 for a text without words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static long Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var votes = new BitVotes();
        using var seen = new ShingleSet();
        var (first, second, count) = (0UL, 0UL, 0);
        for (var i = 0; i < text.Length && seen.Count < MostShingles;)
        {
            if (Fold(text[i]) == 0)
            {
                i++;
                continue;
            }

            var word = ReadWord(text, ref i);
            count++;
            if (count >= Words && Mix(first, second, word) is var shingle && seen.Add(shingle))
            {
                votes.Add(shingle);
            }

            (first, second) = (second, word);
        }

        if (count is > 0 and < Words)
        {
            votes.Add(Mix(first, second, (ulong)count));
        }

        return votes.Majority();
    }

    /// <summary>Both have words, and at most three bits differ.</summary>
    public static bool AreAlike(long one, long other) => one != 0 && other != 0 && BitOperations.PopCount((ulong)(one ^ other)) <= MostBits;

    // FNV-1a: the same on every machine.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ReadWord(string text, ref int i)
    {
        var hash = 14695981039346656037UL;
        var wasDigit = false;
        for (; i < text.Length && Fold(text[i]) is not '\0' and var letter; i++)
        {
            var isDigit = letter == '#';
            if (!isDigit || !wasDigit)
            {
                hash = unchecked((hash ^ letter) * 1099511628211UL);
            }

            wasDigit = isDigit;
        }

        return hash;
    }

    // Letters in lower case, all digits as one, and 0 for what parts words.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static char Fold(char letter)
    {
        if (letter < Ascii.Length)
        {
            return (char)Ascii[letter];
        }

        return char.IsDigit(letter) ? '#' : char.IsLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '\0';
    }

    // The finish of MurmurHash3 (Appleby), so that every bit of a word reaches every bit of the whole.
    private static ulong Mix(ulong first, ulong second, ulong third)
    {
        unchecked
        {
            var hash = (((first * 31) + second) * 31) + third;
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
            return hash ^ (hash >> 33);
        }
    }
}
