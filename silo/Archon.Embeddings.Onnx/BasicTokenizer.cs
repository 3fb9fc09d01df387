using System.Buffers;
using System.Globalization;
using System.Text;

namespace Archon.Embeddings.Onnx;

/// <summary>
/// Words as a vocabulary of BERT's knows them, before they are cut into pieces: what BERT's BasicTokenizer does, as Hugging Face's tokenizers have it
/// (<c>BertNormalizer</c> and <c>BertPreTokenizer</c>). Control characters are left out, each ideograph and each sign of punctuation is a word of its own.
/// </summary>
/// <param name="lowerCase">Letters are made small.</param>
/// <param name="takesAccentsOff">Letters lose their accents, and marks are left out.</param>
/// <param name="isolatesIdeographs">Chinese characters stand alone.</param>
internal sealed class BasicTokenizer(bool lowerCase, bool takesAccentsOff, bool isolatesIdeographs)
{
    /// <summary>Raised when the same text has other words than before: vectors of both must not be compared.</summary>
    public const int Version = 1;

    // A word of one letter has a blank on either side.
    private const int MostGrowth = 3;

    // Those of the reference.
    private static readonly (int First, int Last)[] Ideographs =
        [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2CEAF), (0x2F800, 0x2FA1F)];

    /// <summary>What is made of the words, which stand apart by blanks and by nothing else.</summary>
    public T Read<T>(ReadOnlySpan<char> text, Func<ReadOnlySpan<char>, T> read)
    {
        var buffer = ArrayPool<char>.Shared.Rent(text.Length * MostGrowth);
        try
        {
            return read(buffer.AsSpan(0, Write(text, buffer)));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private int Write(ReadOnlySpan<char> text, Span<char> words)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var kind = Rune.GetUnicodeCategory(rune);
            if (rune.Value is '\t' or '\n' or '\r' || kind is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                words[length++] = ' ';
            }
            else if (IsPunctuation(rune, kind) || (isolatesIdeographs && IsIdeograph(rune.Value)))
            {
                words[length++] = ' ';
                length += rune.EncodeToUtf16(words[length..]);
                words[length++] = ' ';
            }
            else if (!IsLeftOut(rune, kind))
            {
                length += Letter(rune).EncodeToUtf16(words[length..]);
            }
        }

        return length;
    }

    private Rune Letter(Rune rune)
    {
        var letter = takesAccentsOff && rune.IsBmp ? new Rune(Accents.TakeOff((char)rune.Value)) : rune;
        return lowerCase ? Rune.ToLowerInvariant(letter) : letter;
    }

    // Half of a pair is read as U+FFFD.
    private bool IsLeftOut(Rune rune, UnicodeCategory kind) =>
        rune == Rune.ReplacementChar
        || kind is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
        || (takesAccentsOff && kind == UnicodeCategory.NonSpacingMark);

    private static bool IsPunctuation(Rune rune, UnicodeCategory kind) =>
        rune.IsAscii
            ? rune.Value is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit((char)rune.Value)
            : kind is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    private static bool IsIdeograph(int letter) => letter >= Ideographs[0].First && Ideographs.Any(range => letter >= range.First && letter <= range.Last);
}
