using Archon.Domain.Crawling;
using Archon.Domain.Robots;

namespace Archon.Grains.Hosts;

/// <summary>What is known of an origin's robots.txt.</summary>
/// <param name="Rules">The rules; null when nothing may be fetched.</param>
/// <param name="Reason">Why there are no rules.</param>
/// <param name="HttpStatus">HTTP status of robots.txt.</param>
/// <param name="Detail">A sentence about the reason.</param>
/// <param name="ValidUntil">When it is to be fetched again.</param>
internal sealed record RobotsFile(RobotsTxt? Rules, PageReason Reason, int? HttpStatus, string? Detail, DateTimeOffset ValidUntil);
