using System.Buffers;
using System.Text;

namespace Archon.Domain.Anchors;

/// <summary>What stands behind the <c>#</c> of an address and leads to a place in its page.</summary>
/// <remarks>RFC 3986, 3.5; how a browser finds the place: HTML Living Standard, 7.4.6.4 "Scrolling to a fragment".</remarks>
public static class UrlFragment
{
    /// <summary>Characters of the longest id that is believed to be one.</summary>
    public const int Longest = 300;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/?");

    /// <summary>The fragment that leads to an element with an id; null for an id that is empty, blank or too long.</summary>
    public static string? OfId(string? id) => Of(id, isEncoded: false);

    /// <summary>The fragment of a link; null when it has none that leads anywhere.</summary>
    public static string? OfLink(string? reference) =>
        reference?.IndexOf('#', StringComparison.Ordinal) is { } hash and >= 0 ? Of(reference[(hash + 1)..], isEncoded: true) : null;

    /// <summary>An address that leads to the place: as it is when there is none, or when it leads to one already.</summary>
    /// <param name="url">The page's address.</param>
    /// <param name="fragment">The fragment; empty for none.</param>
    public static string Append(string url, string? fragment)
    {
        ArgumentNullException.ThrowIfNull(url);
        return string.IsNullOrEmpty(fragment) || url.Contains('#', StringComparison.Ordinal) ? url : $"{url}#{fragment}";
    }

    private static string? Of(string? text, bool isEncoded)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > Longest)
        {
            return null;
        }

        return text.AsSpan().ContainsAnyExcept(Plain) ? Encoded(text, isEncoded) : text;
    }

    private static string Encoded(string text, bool isEncoded)
    {
        var encoded = new StringBuilder(text.Length * 2);
        Span<byte> bytes = stackalloc byte[4];
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && (Plain.Contains((char)rune.Value) || (isEncoded && IsEncodedAt(text, position))))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                foreach (var one in bytes[..rune.EncodeToUtf8(bytes)])
                {
                    encoded.Append('%').Append(one.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
                }
            }

            position += rune.Utf16SequenceLength;
        }

        return encoded.ToString();
    }

    private static bool IsEncodedAt(string text, int position) =>
        position + 2 < text.Length && text[position] == '%' && char.IsAsciiHexDigit(text[position + 1]) && char.IsAsciiHexDigit(text[position + 2]);
}
