using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archon.Domain.Urls;

/// <summary>
/// Writes a host: lower case, IDN as punycode, no dot at the end, every IPv4 spelling (<c>0x7f.1</c>) as four decimals, IPv6
/// in brackets and compressed. Stricter than WHATWG: letters, digits, <c>-</c> and <c>_</c> only, labels of 1 to 63 characters
/// that start with a letter or digit, 253 in all, because the framework's clients do not reach others.
/// </summary>
internal static class HostName
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    private static readonly SearchValues<char> Ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    public static bool TryAppend(ref UrlWriter writer, ReadOnlySpan<char> host)
    {
        if (host is ['[', .., ']'])
        {
            return TryAppendIpv6(ref writer, host[1..^1]);
        }

        if (host.ContainsAnyExcept(Allowed))
        {
            // A character takes two units of UTF-16 at most and one of ASCII at least, so what is longer cannot fit.
            var unescaped = host.Length > CanonicalUrl.MaxLength ? "" : Unescape(host);
            if (unescaped.Length > 2 * MaxLength)
            {
                return false;
            }

            host = InternationalHost.ToAscii(unescaped);
        }

        host = host is [.., '.'] ? host[..^1] : host;
        if (host.Length is 0 or > MaxLength || host.ContainsAnyExcept(Allowed) || !LabelsFit(host))
        {
            return false;
        }

        if (Ipv4Spelling.EndsInNumber(host))
        {
            return Ipv4Spelling.TryAppend(ref writer, host);
        }

        Span<char> lower = stackalloc char[MaxLength];
        writer.Append(lower[..host.ToLowerInvariant(lower)]);
        return true;
    }

    private static bool TryAppendIpv6(ref UrlWriter writer, ReadOnlySpan<char> text)
    {
        // The characters are checked first: the framework would also take a zone (%eth0) or a prefix (/64).
        if (text.ContainsAnyExcept(Ipv6Characters)
            || !IPAddress.TryParse(text, out var address)
            || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        writer.Append('[');
        writer.Append(address.ToString());
        writer.Append(']');
        return true;
    }

    private static string Unescape(ReadOnlySpan<char> host)
    {
        if (!host.Contains('%'))
        {
            return host.ToString();
        }

        var utf8 = new ArrayBufferWriter<byte>(host.Length);
        while (!host.IsEmpty)
        {
            if (PercentEncoding.TryReadEscape(host, out var escaped))
            {
                utf8.Write([escaped]);
                host = host[3..];
                continue;
            }

            Rune.DecodeFromUtf16(host, out var rune, out var consumed);
            rune.EncodeToUtf8(utf8.GetSpan(4));
            utf8.Advance(rune.Utf8SequenceLength);
            host = host[consumed..];
        }

        return Encoding.UTF8.GetString(utf8.WrittenSpan);
    }

    private static bool LabelsFit(ReadOnlySpan<char> host)
    {
        foreach (var range in host.Split('.'))
        {
            var label = host[range];
            if (label.Length is 0 or > MaxLabelLength || !char.IsAsciiLetterOrDigit(label[0]))
            {
                return false;
            }
        }

        return true;
    }
}
