using Archon.Domain.Crawling;

namespace Archon.Ports.Fetching;

/// <summary>What came of one exchange: <see cref="FetchedDocument"/>, <see cref="FetchUnchanged"/>, <see cref="FetchRedirect"/>, <see cref="FetchSkip"/> or <see cref="FetchFailure"/>.</summary>
public abstract record FetchResult
{
    /// <summary>From the call to the last byte.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>How long the server asks to be left alone (Retry-After of a 4xx or 5xx, seconds or date).</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>A document came whole.</summary>
public sealed record FetchedDocument : FetchResult
{
    /// <summary>HTTP status; 2xx unless <see cref="FetchRequest.AnyContentType"/> was set.</summary>
    public required int Status { get; init; }

    /// <summary>Kind of document, from its content type (and, for text/plain, from its extension).</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>The text, decoded by BOM, header, meta or UTF-8, in this order; invalid bytes became U+FFFD.</summary>
    public required string Text { get; init; }

    /// <summary>Bytes of body after decompression.</summary>
    public required long Bytes { get; init; }

    /// <summary>The ETag header as sent.</summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified header as sent.</summary>
    public string? LastModified { get; init; }

    /// <summary>The server says that what it gives depends on what is asked for (<c>Vary: Accept</c>, RFC 9110 §12.5.5).</summary>
    public bool VariesByAccept { get; init; }

    /// <summary>All X-Robots-Tag headers, one a line: a robot named in one of them is not meant by the next.</summary>
    public string? RobotsTag { get; init; }
}

/// <summary>The document is still the version that the request names (304).</summary>
public sealed record FetchUnchanged : FetchResult
{
    /// <summary>The ETag header as sent.</summary>
    public string? ETag { get; init; }

    /// <summary>The Last-Modified header as sent.</summary>
    public string? LastModified { get; init; }

    /// <summary>All X-Robots-Tag headers, one a line.</summary>
    public string? RobotsTag { get; init; }
}

/// <summary>The server points elsewhere (301, 302, 303, 307, 308).</summary>
/// <param name="Target">Absolute http(s) address, resolved against the request's.</param>
/// <param name="Status">HTTP status.</param>
public sealed record FetchRedirect(Uri Target, int Status) : FetchResult;

/// <summary>A rule says that the answer is not a document for us, or that it is not to be asked for.</summary>
/// <param name="Reason">100–199, see <see cref="PageReason"/>.</param>
/// <param name="Status">HTTP status, or null when nothing was asked.</param>
/// <param name="Detail">A sentence with what was found, such as the content type.</param>
public sealed record FetchSkip(PageReason Reason, int? Status, string Detail) : FetchResult;

/// <summary>No document, for a reason that is not ours.</summary>
/// <param name="Reason">1–99, see <see cref="PageReason"/>.</param>
/// <param name="Status">HTTP status, or null when no answer came.</param>
/// <param name="Detail">A sentence that says what happened, for people; no secrets, no stack.</param>
public sealed record FetchFailure(PageReason Reason, int? Status, string Detail) : FetchResult;
