namespace Archon.Domain.Search;

/// <summary>
/// The words of stored texts that a mistyped one may be taken for: identifiers, their parts and all others, of four to forty letters and with at most four digits.
/// Remembers which it has met, so that of a text only new ones come. Not safe for many threads.
/// </summary>
public sealed class VocabularyWords
{
    /// <summary>Words that a store keeps, and that are remembered here.</summary>
    public const int Most = 200_000;

    private const int Longest = 40;
    private const int MostDigits = 4;

    // A quarter more than words, so that few stand beside their place.
    private const int Slots = 1 << 18;

    // By hash: of two words that share one, the second is left out, which nobody will see. A megabyte from the first word on, whatever comes later.
    private uint[]? _met;
    private int _count;

    /// <summary>Nothing is taken any more.</summary>
    public bool IsFull => _count >= Most;

    /// <summary>Adds the words of a text that were not met before, in lower case.</summary>
    public void AddNew(string text, ICollection<string> words)
    {
        const ulong begin = 14695981039346656037UL;
        var (start, hash) = (0, begin);
        // One way through the text: words are hashed while they are read (FNV-1a over UTF-16 units), for most were met before.
        for (var at = 0; at < text.Length && !IsFull;)
        {
            if (TextWords.IsPartAt(text, at, out var length))
            {
                for (var end = at + length; at < end; at++)
                {
                    hash = (hash ^ char.ToLowerInvariant(text[at])) * 1099511628211UL;
                }

                continue;
            }

            Take(text, start, at, hash, words);
            at += length;
            (start, hash) = (at, begin);
        }

        if (!IsFull)
        {
            Take(text, start, text.Length, hash, words);
        }
    }

    /// <summary>Forgets what it has met, when that was not kept.</summary>
    public void Forget() => (_met, _count) = (null, 0);

    private void Take(string text, int start, int end, ulong hash, ICollection<string> words)
    {
        if (end - start is < NearWords.ShortestWord or > Longest || !Meet(hash))
        {
            return;
        }

        Span<char> lower = stackalloc char[Longest];
        var length = text.AsSpan(start, end - start).ToLowerInvariant(lower);
        if (IsWord(lower[..length]))
        {
            words.Add(lower[..length].ToString());
        }
    }

    /// <summary>False when it was met before.</summary>
    private bool Meet(ulong hash)
    {
        _met ??= new uint[Slots];
        // Stirred for the low bits; 0 is an empty place.
        var mark = (uint)(hash ^ (hash >> 32)) | 1;
        for (var at = (int)((hash >> 20) % Slots); ; at = (at + 1) % Slots)
        {
            if (_met[at] == mark)
            {
                return false;
            }

            if (_met[at] == 0)
            {
                _met[at] = mark;
                _count++;
                return true;
            }
        }
    }

    // Hashes and numbers are mistyped by nobody, and scripts without spaces have no words here.
    private static bool IsWord(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var letter in word)
        {
            digits += char.IsDigit(letter) ? 1 : 0;
        }

        return digits <= MostDigits && digits < word.Length && !Unspaced.IsIn(word);
    }
}
