using System.Collections.Immutable;
using Archon.Domain.Access;

namespace Archon.Ports.Fetching;

/// <summary>One document to render.</summary>
public sealed record RenderRequest
{
    /// <summary>Absolute http(s) address that the document came from, after redirects. The browser does not ask for it again.</summary>
    public required Uri Url { get; init; }

    /// <summary>The document as the server sent it.</summary>
    public required string Html { get; init; }

    /// <summary>Which addresses that are not globally routable the page may reach. Default: none.</summary>
    public PrivateReach PrivateReach { get; init; }

    /// <summary>Headers that the page's own origin, and nobody else, gets with whatever the page asks it for. Default: none.</summary>
    public ImmutableArray<RequestHeader> Headers { get; init; } = [];

    /// <summary>Most characters of rendered document; null for the fetcher's own limit of bytes (10 MB). Default: null.</summary>
    public long? MaxLength { get; init; }
}

/// <summary>What a page in a browser may reach beyond the Internet.</summary>
public enum PrivateReach
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The host and port it came from.</summary>
    OwnOrigin = 1,

    /// <summary>Every address.</summary>
    All = 2,
}
