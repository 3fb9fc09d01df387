namespace Archon.Domain.Extraction;

/// <summary>By what a block of text is known again on another page: see <see cref="EdgeBlocks"/>.</summary>
internal static class BlockHash
{
    private const int LeastLetters = 3;
    private const int MarkedOnStack = 1024;

    // Between two numbers, and in the place of what a page says of itself.
    private const char NumberEnd = '\u0001';
    private const char Stamp = '\u0002';

    /// <summary>FNV-1a, the same on every machine; null for a text without words.</summary>
    public static long? Of(ReadOnlySpan<char> block)
    {
        var stamps = !block.ContainsAnyInRange('0', '9') && !block.Contains(" ago", StringComparison.Ordinal) ? []
            : block.Length <= MarkedOnStack ? stackalloc bool[block.Length] : new bool[block.Length];
        if (!stamps.IsEmpty)
        {
            stamps.Clear();
            PageStamp.Mark(block, stamps);
        }

        var (hash, letters, isCode) = (14695981039346656037UL, 0, false);
        for (var i = 0; i < block.Length; i++)
        {
            var c = block[i];
            letters += char.IsLetter(c) ? 1 : 0;
            if (!stamps.IsEmpty && stamps[i])
            {
                hash = i == 0 || !stamps[i - 1] ? Add(hash, Stamp) : hash;
            }
            else if (c == '`')
            {
                isCode = !isCode;
            }
            else if (!isCode && c == ']' && i + 1 < block.Length && block[i + 1] == '(' && block[i..].IndexOf(')') is var close and > 0)
            {
                i += close;
            }
            else if (char.IsAsciiDigit(c))
            {
                hash = Add(hash, c);
                hash = i + 1 < block.Length && char.IsAsciiDigit(block[i + 1]) ? hash : Add(hash, NumberEnd);
            }
            else if (char.IsLetterOrDigit(c) || IsSaid(block, i) || (isCode && !char.IsWhiteSpace(c)))
            {
                hash = Add(hash, isCode ? c : char.ToLowerInvariant(c));
            }
        }

        return letters < LeastLetters ? null : (long)hash;
    }

    private static ulong Add(ulong hash, char c) => (hash ^ c) * 1099511628211UL;

    // A sign that is read out, and that of a number.
    private static bool IsSaid(ReadOnlySpan<char> text, int at) => text[at] switch
    {
        '+' or '<' or '=' or '$' or '%' or '&' or '@' or '/' => true,
        '-' => at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]) && (at == 0 || !char.IsLetterOrDigit(text[at - 1])),
        _ => false,
    };
}
