using Archon.Domain.Crawling;
using Archon.Domain.Robots;

namespace Archon.Grains.Hosts;

/// <summary>What came of asking for an origin's robots.txt.</summary>
/// <param name="Rules">The rules; null when nothing may be fetched.</param>
/// <param name="Reason">Why there are no rules.</param>
/// <param name="HttpStatus">HTTP status of robots.txt.</param>
/// <param name="Detail">A sentence about the reason.</param>
internal sealed record RobotsFile(RobotsTxt? Rules, PageReason Reason, int? HttpStatus, string? Detail)
{
    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When it is to be fetched again.</summary>
    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>Pages shall wait until then, and are not to fail yet.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>The server is there, or was a moment ago, and will have a robots.txt or none later.</summary>
    public bool MayCome => Rules is null && Reason is PageReason.RobotsUnavailable or PageReason.Timeout;
}
