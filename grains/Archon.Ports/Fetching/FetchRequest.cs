using System.Collections.Immutable;
using Archon.Domain.Access;

namespace Archon.Ports.Fetching;

/// <summary>One address to fetch.</summary>
public sealed record FetchRequest
{
    /// <summary>Absolute http(s) address.</summary>
    public required Uri Url { get; init; }

    /// <summary>This one exchange may dial addresses that are not globally routable. Default: false.</summary>
    public bool AllowPrivateAddress { get; init; }

    /// <summary>Most bytes of body after decompression; null for the fetcher's own limit (10 MB).</summary>
    public long? MaxBytes { get; init; }

    /// <summary>
    /// Read the body whatever its content type and status (robots.txt, sitemaps). When false, only a 2xx body of type
    /// HTML, XHTML, plain text or Markdown is read. Default: false.
    /// </summary>
    public bool AnyContentType { get; init; }

    /// <summary>Ask for Markdown, and for what else there is only where the server has none (RFC 9110 §12.5.1). Default: false.</summary>
    public bool PrefersMarkdown { get; init; }

    /// <summary>
    /// The ETag of a version that is known: with it, or <see cref="LastModified"/>, the server may answer <see cref="FetchUnchanged"/>. Default: null.
    /// </summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified of a version that is known. Default: null.</summary>
    public string? LastModified { get; init; }

    /// <summary>Further headers, which the site wants to see: sent with this exchange, in no log. Default: none.</summary>
    public ImmutableArray<RequestHeader> Headers { get; init; } = [];

    /// <summary>Asked before the body grows; null lets it grow to its limit. Default: null.</summary>
    public IBodyAllowance? Allowance { get; init; }
}
