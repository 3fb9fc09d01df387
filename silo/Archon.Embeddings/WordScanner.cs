using System.Buffers;
using System.Runtime.CompilerServices;

namespace Archon.Embeddings;

/// <summary>
/// Finds the words of a text. An identifier counts as a whole without its joints and as its parts: <c>createIndex</c>, <c>create_index</c> and
/// <c>CREATE_INDEX</c> are all createindex, create and index. A run of ideographs or kana counts as its overlapping pairs. Of an address the host says nothing about the
/// text, and a port still less; its path does.
/// </summary>
internal static class WordScanner
{
    /// <summary>An ASCII letter in lower case, a digit or a joint as it is; 0 for what is in no identifier.</summary>
    private static ReadOnlySpan<byte> Ascii =>
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\00123456789\0\0\0\0\0\0\0abcdefghijklmnopqrstuvwxyz\0\0\0\0_\0abcdefghijklmnopqrstuvwxyz\0\0\0\0\0"u8;

    private static readonly SearchValues<char> HostEnds = SearchValues.Create("/ )>\"\n");

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scan(ReadOnlySpan<char> text, WordBag bag)
    {
        for (var i = 0; i < text.Length;)
        {
            var c = text[i];
            if (c != '_' && Letter(c) != 0)
            {
                i += AddIdentifier(text[i..], bag);
            }
            else if (IsIdeograph(c))
            {
                i += AddPairs(text[i..], bag);
            }
            else
            {
                i += c == ':' && text[i..].StartsWith("://") ? HostLength(text[i..]) : 1;
            }
        }
    }

    /// <summary>Up to the path, or to what ends an address in Markdown.</summary>
    private static int HostLength(ReadOnlySpan<char> text) =>
        3 + (text[3..].IndexOfAny(HostEnds) is var end and >= 0 ? end : text.Length - 3);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int AddIdentifier(ReadOnlySpan<char> text, WordBag bag)
    {
        Span<char> whole = stackalloc char[WordBag.LongestWord];
        var length = 0;
        var parts = 0;
        var partStart = 0;
        var i = 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            var letter = Letter(c);
            if (letter == 0)
            {
                break;
            }

            var isJoint = letter == '_';
            if (length > partStart && (isJoint || (letter != c && IsHump(text, i))))
            {
                bag.Add(whole[partStart..length]);
                parts++;
                partStart = length;
            }

            if (!isJoint && length < whole.Length)
            {
                whole[length++] = letter;
            }
        }

        if (length > partStart)
        {
            bag.Add(whole[partStart..length]);
            parts++;
        }

        if (parts > 1)
        {
            bag.Add(whole[..length]);
        }

        return i;
    }

    private static int AddPairs(ReadOnlySpan<char> text, WordBag bag)
    {
        var i = 1;
        for (; i < text.Length && IsIdeograph(text[i]); i++)
        {
            bag.Add(text.Slice(i - 1, 2));
        }

        if (i == 1)
        {
            bag.Add(text[..1]);
        }

        return i;
    }

    /// <summary>An upper-case letter after a lower-case one or a digit (createIndex), or before a lower-case one (HTTPServer).</summary>
    private static bool IsHump(ReadOnlySpan<char> text, int i) =>
        char.IsUpper(text[i]) && i > 0 && (!char.IsUpper(text[i - 1]) || (i + 1 < text.Length && char.IsLower(text[i + 1])));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static char Letter(char c) =>
        c < Ascii.Length ? (char)Ascii[c] : char.IsLetterOrDigit(c) && !IsIdeograph(c) ? char.ToLowerInvariant(c) : '\0';

    private static bool IsIdeograph(char c) => c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';
}
