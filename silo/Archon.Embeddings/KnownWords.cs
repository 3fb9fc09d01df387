namespace Archon.Embeddings;

/// <summary>
/// Where words and their n-grams fall, kept for words that come again: a text is mostly words of the texts before it, and hashing a word's n-grams
/// takes longer than all the rest of its way into a vector. A fixed number of places, each for the word that came there last. Safe to call from
/// many threads: two that find a place taken at once only do the same work twice.
/// </summary>
internal sealed class KnownWords
{
    private const int Places = 8_192;

    private readonly Entry?[] _places = new Entry?[Places];

    public Entry Find(WordBag.Word word)
    {
        ref var place = ref _places[(int)(word.Hash >> 40) & (Places - 1)];
        var known = Volatile.Read(ref place);
        if (known is null || known.Hash != word.Hash)
        {
            known = Read(word);
            Volatile.Write(ref place, known);
        }

        return known;
    }

    private static Entry Read(WordBag.Word word)
    {
        var isStopWord = StopWords.Contains(word.Letters);
        return new Entry(word.Hash, isStopWord, Signed(word.Hash), isStopWord ? [] : ReadGrams(word.Letters));
    }

    /// <summary>The n-grams of the word between two edge marks, so that a beginning differs from a middle.</summary>
    private static short[] ReadGrams(ReadOnlySpan<char> letters)
    {
        Span<char> marked = stackalloc char[WordBag.LongestWord + 2];
        marked = marked[..(letters.Length + 2)];
        marked[0] = '<';
        letters.CopyTo(marked[1..]);
        marked[^1] = '>';

        var length = marked.Length;
        var grams = new short[(length - 2) + Math.Max(0, length - 3) + Math.Max(0, length - 4)];
        var count = 0;
        for (var start = 0; start + 3 <= length; start++)
        {
            var hash = FeatureHash.Start(FeatureHash.Gram);
            hash = FeatureHash.Next(FeatureHash.Next(hash, marked[start]), marked[start + 1]);
            var end = Math.Min(start + 5, length);
            for (var i = start + 2; i < end; i++)
            {
                hash = FeatureHash.Next(hash, marked[i]);
                grams[count++] = Signed(FeatureHash.Finish(hash));
            }
        }

        return grams;
    }

    // The low bits say which dimension, the highest one whether it counts against it.
    private static short Signed(ulong hash) => (short)((hash & (LexicalEmbedder.Size - 1)) | ((hash >> 48) & 0x8000));

    /// <summary>A word: its own dimension and those of its n-grams, less than 0 where they count against it. A stop word has no n-grams.</summary>
    internal sealed record Entry(ulong Hash, bool IsStopWord, short Dimension, short[] Grams);
}
