using System.Runtime.CompilerServices;

namespace Archon.Domain.Chunking;

/// <summary>
/// Estimates how many tokens a byte-pair tokenizer (cl100k, o200k) makes of a text, without its vocabulary. The rule:
/// <list type="bullet">
/// <item>a run of ASCII letters is split at camelCase humps; a piece costs one token up to <see cref="WholeWord"/> letters and one
/// more for every <see cref="WordRest"/> letters beyond;</item>
/// <item>digits cost one token for every three;</item>
/// <item>punctuation costs one token for every two characters of a run, or for sixteen when the run repeats one character;</item>
/// <item>other letters cost one token for every two, ideographs and everything else one each;</item>
/// <item>one blank is free; a line break costs one with the blank lines and the indentation around it, and so does a gap of two or more.</item>
/// </list>
/// The estimate of a text is the sum of the estimates of its parts when it is cut at white space (the white space going to the part
/// after it), which is what lets the chunker add up lines instead of counting again.
/// </summary>
public static class TokenEstimate
{
    internal const int LineBreak = 1;

    private const int WholeWord = 10;
    private const int WordRest = 5;
    private const int SameMark = 16;

    /// <summary>What an ASCII character is: a mark, a blank, a lower-case letter, an upper-case letter or a digit.</summary>
    private static ReadOnlySpan<byte> Ascii =>
        "mmmmmmmmmbbbbbmmmmmmmmmmmmmmmmmmbmmmmmmmmmmmmmmmddddddddddmmmmmmmuuuuuuuuuuuuuuuuuuuuuuuuuummmmmmllllllllllllllllllllllllllmmmmm"u8;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            switch (KindOf(c))
            {
                // Most blanks are alone, and free.
                case 'b' when c == ' ' && i + 1 < text.Length && KindOf(text[i + 1]) is not ('b' or 'x'):
                    i++;
                    break;
                case 'b':
                    tokens += Blank(text, ref i);
                    break;
                case 'l' or 'u':
                    tokens += Word(text, ref i);
                    break;
                case 'd':
                    tokens += Run(text, ref i, char.IsAsciiDigit, 3);
                    break;
                case 'm':
                    tokens += Marks(text, ref i);
                    break;
                case var _ when char.IsWhiteSpace(c):
                    tokens += Blank(text, ref i);
                    break;
                case var _ when c < 0x2E80 && char.IsLetter(c):
                    tokens += Run(text, ref i, static x => x is >= (char)0x80 and < (char)0x2E80 && char.IsLetter(x), 2);
                    break;
                default:
                    tokens++;
                    i++;
                    break;
            }
        }

        return tokens;
    }

    /// <summary>As in <see cref="Ascii"/>; x for what is beyond it.</summary>
    private static char KindOf(char c) => c < Ascii.Length ? (char)Ascii[c] : 'x';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Blank(ReadOnlySpan<char> text, ref int i)
    {
        var breaks = 0;
        var width = 0;
        for (; i < text.Length && char.IsWhiteSpace(text[i]); i++)
        {
            if (text[i] is '\n' or '\r')
            {
                breaks = LineBreak;
                width = 0;
            }
            else
            {
                width++;
            }
        }

        return i == text.Length ? 0 : Math.Max(breaks, width < 2 ? 0 : 1 + (width / 64));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Word(ReadOnlySpan<char> text, ref int i)
    {
        var start = i;
        while (i < text.Length && char.IsAsciiLetterUpper(text[i]))
        {
            i++;
        }

        // A hump begins where an upper-case letter comes after a lower-case one.
        while (i < text.Length && char.IsAsciiLetterLower(text[i]))
        {
            i++;
        }

        var length = i - start;
        return length <= WholeWord ? 1 : 1 + ((length - WholeWord + WordRest - 1) / WordRest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Marks(ReadOnlySpan<char> text, ref int i)
    {
        var tokens = 0;
        while (i < text.Length && IsMark(text[i]))
        {
            var mark = text[i];
            var same = 1;
            while (i + same < text.Length && text[i + same] == mark && same < SameMark)
            {
                same++;
            }

            i += same;
            if (same == 1 && i < text.Length && IsMark(text[i]))
            {
                i++;
            }

            tokens++;
        }

        return tokens;
    }

    private static bool IsMark(char c) => KindOf(c) == 'm';

    private static int Run(ReadOnlySpan<char> text, ref int i, Func<char, bool> belongs, int perToken)
    {
        var start = i;
        while (i < text.Length && belongs(text[i]))
        {
            i++;
        }

        return (i - start + perToken - 1) / perToken;
    }
}
