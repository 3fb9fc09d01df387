using System.Globalization;
using System.Net;
using System.Text;

namespace Archon.Fetching.Rendering;

/// <summary>The head of one request to a proxy (RFC 9112, 3.2): absolute form, or authority form of CONNECT.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">What it is asked of.</param>
/// <param name="Headers">Names and values as they came.</param>
internal sealed record ProxyRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers)
{
    private const int MaxHeadBytes = 64 * 1024;

    public bool IsTunnel => Method == "CONNECT";

    /// <summary>Bytes of body; null when it comes in pieces.</summary>
    public long? BodyLength => First("Transfer-Encoding") is not null
        ? null
        : long.TryParse(First("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0;

    /// <summary>Where a tunnel goes; null when it says nothing usable.</summary>
    public DnsEndPoint? Endpoint
    {
        get
        {
            var colon = Target.LastIndexOf(':');
            return colon > 0 && int.TryParse(Target.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
                ? new DnsEndPoint(Target[..colon], port)
                : null;
        }
    }

    /// <summary>The head and the bytes that came after it; null when the other side hung up, or sent no head of a sane size.</summary>
    public static async Task<(ProxyRequest Request, byte[] Tail)?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                return null;
            }

            length += read;
            var end = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Parse(Encoding.Latin1.GetString(buffer, 0, end)) is { } request ? (request, buffer[(end + 4)..length]) : null;
            }

            if (length == buffer.Length)
            {
                if (length >= MaxHeadBytes)
                {
                    return null;
                }

                Array.Resize(ref buffer, length * 2);
            }
        }
    }

    /// <summary>The first value of a header; null when there is none.</summary>
    public string? First(string name)
    {
        foreach (var (candidate, value) in Headers)
        {
            if (candidate.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    private static ProxyRequest? Parse(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, var target, _])
        {
            return null;
        }

        List<(string, string)> headers = [];
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return null;
            }

            headers.Add((line[..colon], line[(colon + 1)..].Trim()));
        }

        return new ProxyRequest(method, target, headers);
    }
}
