using Archon.Domain.Crawling;
using Archon.Fetching.Exchanges;

namespace Archon.Fetching.Bodies;

/// <summary>One coding of a Content-Encoding header.</summary>
internal enum ContentCoding
{
    Gzip,
    Deflate,
    Brotli,
}

/// <summary>Reads a Content-Encoding (RFC 9110, 8.4).</summary>
internal static class ContentCodings
{
    private const int MaxLayers = 2;

    /// <summary>The codings in the order they were applied, without "identity".</summary>
    /// <exception cref="FetchFaultException">A coding is unknown, or there are more than two.</exception>
    public static IReadOnlyList<ContentCoding> Parse(string? header)
    {
        if (header is null)
        {
            return [];
        }

        List<ContentCoding> codings = [];
        foreach (var name in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!name.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                codings.Add(ParseOne(name));
            }
        }

        return codings.Count <= MaxLayers
            ? codings
            : throw new FetchFaultException(PageReason.Protocol, $"The body is compressed {codings.Count} times over; at most {MaxLayers} are undone.");
    }

    private static ContentCoding ParseOne(string name) => name.ToLowerInvariant() switch
    {
        "gzip" or "x-gzip" => ContentCoding.Gzip,
        "deflate" => ContentCoding.Deflate,
        "br" => ContentCoding.Brotli,
        _ when HeaderToken.IsNameable(name) => throw new FetchFaultException(PageReason.Protocol, $"The body is encoded as '{name}', which was not asked for."),
        _ => throw new FetchFaultException(PageReason.Protocol, "The body has an encoding that is not known."),
    };
}
