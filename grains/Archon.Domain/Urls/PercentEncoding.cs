using System.Buffers;
using System.Text;

namespace Archon.Domain.Urls;

/// <summary>
/// Normalises percent-encoding (RFC 3986, 6.2.2): upper-case hex, unreserved characters plain, characters that may not stand
/// in an address encoded as UTF-8. Reserved characters keep the form they have, because <c>%2F</c> and <c>/</c> differ.
/// </summary>
internal static class PercentEncoding
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    /// <summary>What stands as it is in a path segment or a query: unreserved, sub-delims, and the harmless rest of the reserved.</summary>
    private const string Plain = Unreserved + "!$&'()*+,;=:@/?[]";

    private static readonly SearchValues<char> UnreservedCharacters = SearchValues.Create(Unreserved);
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(Plain);

    public static void Append(ref UrlWriter writer, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty && !writer.Overflowed)
        {
            var plain = text.IndexOfAnyExcept(PlainCharacters);
            if (plain < 0)
            {
                writer.Append(text);
                return;
            }

            writer.Append(text[..plain]);
            text = text[(plain + AppendOne(ref writer, text[plain..]))..];
        }
    }

    /// <summary>The normalised text, of whatever length.</summary>
    public static string Normalize(ReadOnlySpan<char> text)
    {
        if (text.IndexOfAnyExcept(PlainCharacters) < 0)
        {
            return text.ToString();
        }

        // One UTF-16 unit is at most three bytes of UTF-8, each written as three characters.
        var buffer = ArrayPool<char>.Shared.Rent(text.Length * 9);
        var writer = new UrlWriter(buffer);
        Append(ref writer, text);
        var normalized = writer.Written.ToString();
        ArrayPool<char>.Shared.Return(buffer);
        return normalized;
    }

    /// <summary>True when the text starts with <c>%</c> and two hexadecimal digits.</summary>
    public static bool TryReadEscape(ReadOnlySpan<char> text, out byte value)
    {
        value = 0;
        if (text.Length < 3 || text[0] != '%' || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
        {
            return false;
        }

        value = (byte)((HexDigit(text[1]) << 4) | HexDigit(text[2]));
        return true;
    }

    /// <summary>Appends the first character of the text, which is not a plain one, and answers how much of the text it was.</summary>
    private static int AppendOne(ref UrlWriter writer, ReadOnlySpan<char> text)
    {
        if (TryReadEscape(text, out var escaped))
        {
            if (escaped < 0x80 && UnreservedCharacters.Contains((char)escaped))
            {
                writer.Append((char)escaped);
            }
            else
            {
                writer.AppendEscaped(escaped);
            }

            return 3;
        }

        // A lone surrogate becomes U+FFFD, as in a browser.
        Rune.DecodeFromUtf16(text, out var rune, out var consumed);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var unit in utf8[..rune.EncodeToUtf8(utf8)])
        {
            writer.AppendEscaped(unit);
        }

        return consumed;
    }

    private static int HexDigit(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
