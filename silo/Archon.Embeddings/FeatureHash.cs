using System.Runtime.CompilerServices;

namespace Archon.Embeddings;

/// <summary>FNV-1a over UTF-16 units, 64 bits, with MurmurHash3's finaliser: FNV alone mixes its low bits too little to pick buckets.</summary>
internal static class FeatureHash
{
    /// <summary>Seeds keep a word and an n-gram that read the same apart.</summary>
    public const ulong Word = 0x9E3779B97F4A7C15;
    public const ulong Gram = 0xC2B2AE3D27D4EB4F;

    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Start(ulong seed) => Offset ^ seed;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Next(ulong hash, char c) => (hash ^ c) * Prime;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xFF51AFD7ED558CCD;
        hash ^= hash >> 33;
        hash *= 0xC4CEB9FE1A85EC53;
        return hash ^ (hash >> 33);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong seed, ReadOnlySpan<char> letters)
    {
        var hash = Start(seed);
        foreach (var c in letters)
        {
            hash = Next(hash, c);
        }

        return Finish(hash);
    }
}
