using System.Buffers;
using System.Runtime.CompilerServices;

namespace Archon.Embeddings;

/// <summary>The distinct words of one text with their counts, in order of first appearance. Pooled memory; nothing is allocated for a word.</summary>
internal sealed class WordBag : IDisposable
{
    /// <summary>Letters of a word that count; the rest of a longer one is ignored.</summary>
    public const int LongestWord = 64;

    private char[] _letters = ArrayPool<char>.Shared.Rent(8_192);
    private Entry[] _entries = ArrayPool<Entry>.Shared.Rent(1_024);
    private int[] _slots = new int[2_048];
    private int _lettersUsed;

    public int Count { get; private set; }

    public Word this[int index]
    {
        get
        {
            ref var entry = ref _entries[index];
            return new(_letters.AsSpan(entry.Start, entry.Length), entry.Hash, entry.Count);
        }
    }

    /// <summary>Counts a word, given in lower case.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<char> letters)
    {
        letters = letters[..Math.Min(letters.Length, LongestWord)];
        var hash = FeatureHash.Of(FeatureHash.Word, letters);
        // Two words with the same 64 bits count as one; their vectors would be the same anyway.
        var slot = (int)(hash >> 20) & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            ref var entry = ref _entries[_slots[slot] - 1];
            if (entry.Hash == hash)
            {
                entry.Count++;
                return;
            }
        }

        Reserve(letters.Length);
        letters.CopyTo(_letters.AsSpan(_lettersUsed));
        _entries[Count++] = new Entry(hash, _lettersUsed, letters.Length) { Count = 1 };
        _slots[slot] = Count;
        _lettersUsed += letters.Length;
        if (Count * 2 > _slots.Length)
        {
            Rehash();
        }
    }

    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
        _lettersUsed = 0;
    }

    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_letters);
        ArrayPool<Entry>.Shared.Return(_entries);
    }

    private void Reserve(int letters)
    {
        if (_lettersUsed + letters > _letters.Length)
        {
            Grow(ref _letters, _lettersUsed);
        }

        if (Count == _entries.Length)
        {
            Grow(ref _entries, Count);
        }
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 2];
        for (var i = 0; i < Count; i++)
        {
            var slot = (int)(_entries[i].Hash >> 20) & (_slots.Length - 1);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    private static void Grow<T>(ref T[] array, int used)
    {
        var larger = ArrayPool<T>.Shared.Rent(array.Length * 2);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    /// <summary>A word of the bag; its letters are valid until the next word is added.</summary>
    internal readonly ref struct Word(ReadOnlySpan<char> letters, ulong hash, int count)
    {
        public ReadOnlySpan<char> Letters { get; } = letters;

        public ulong Hash { get; } = hash;

        public int Count { get; } = count;
    }

    private record struct Entry(ulong Hash, int Start, int Length)
    {
        public int Count { get; set; }
    }
}
