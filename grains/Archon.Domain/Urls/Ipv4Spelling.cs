using System.Globalization;

namespace Archon.Domain.Urls;

/// <summary>
/// The IPv4 number parser of the WHATWG URL standard: one to four parts, decimal, octal (<c>0177</c>) or hexadecimal
/// (<c>0x7f</c>), the last filling the rest. <c>http://2130706433/</c> is 127.0.0.1 to every client, so it must be to us.
/// </summary>
internal static class Ipv4Spelling
{
    /// <summary>True when the last label is a number: then the host is an IPv4 address or nothing.</summary>
    public static bool EndsInNumber(ReadOnlySpan<char> host)
    {
        var last = host[(host.LastIndexOf('.') + 1)..];
        return !last.ContainsAnyExceptInRange('0', '9') || TryReadPart(last, out _);
    }

    public static bool TryAppend(ref UrlWriter writer, ReadOnlySpan<char> host)
    {
        ulong address = 0;
        var parts = 0;
        foreach (var range in host.Split('.'))
        {
            var last = range.End.Value == host.Length;
            if (++parts > 4 || !TryReadPart(host[range], out var part))
            {
                return false;
            }

            if (last)
            {
                var bits = 8 * (5 - parts);
                if (part >= 1UL << bits)
                {
                    return false;
                }

                address = (address << bits) | part;
            }
            else if (part > 255)
            {
                return false;
            }
            else
            {
                address = (address << 8) | part;
            }
        }

        for (var shift = 24; shift >= 0; shift -= 8)
        {
            writer.Append(((address >> shift) & 255).ToString(CultureInfo.InvariantCulture));
            if (shift > 0)
            {
                writer.Append('.');
            }
        }

        return true;
    }

    private static bool TryReadPart(ReadOnlySpan<char> text, out ulong value)
    {
        value = 0;
        if (text is ['0', 'x' or 'X', .. var hex])
        {
            return hex.IsEmpty || ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        }

        if (text is not ['0', _, ..])
        {
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        foreach (var digit in text)
        {
            if (digit is < '0' or > '7' || value > uint.MaxValue)
            {
                return false;
            }

            value = (value * 8) + (ulong)(digit - '0');
        }

        return true;
    }
}
