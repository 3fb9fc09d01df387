using System.Net;
using System.Security.Cryptography;
using System.Text;
using Archon.Client;
using Archon.Client.Http;
using Archon.Gateway.Problems;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Library;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Archon.Gateway.Safety;

/// <summary>
/// Lets the owner of the data folder start crawls of private addresses, from the machine the folder is on; everybody else is granted nothing. A host
/// that has no owner registers none. The secret is compared in constant time and appears in no log and in no answer.
/// </summary>
/// <param name="token">The secret of <see cref="OwnerToken"/>.</param>
/// <param name="start">Starts a crawl with what the owner is trusted with.</param>
/// <param name="refresh">Refreshes a source with what the owner is trusted with.</param>
/// <param name="schedule">Schedules refreshes with what the owner is trusted with.</param>
public sealed class OwnerDoor(
    string token,
    Func<CrawlRequest, PrivateAccess, CancellationToken, Task<StartCrawlResult>> start,
    Func<string, PrivateAccess, CancellationToken, Task<StartCrawlResult>> refresh,
    Func<string, TimeSpan?, PrivateAccess, CancellationToken, Task<ScheduleRefreshResult>> schedule)
{
    private readonly byte[] _expected = Digest(token);

    /// <summary>
    /// What a request asks for beyond a stranger: nothing without the headers, else the refusal, or the access the owner has. An
    /// origin of its own is only for an address of this machine, as on the command line.
    /// </summary>
    internal static (PrivateAccess Access, IResult? Refusal) Judge(OwnerDoor? door, HttpRequest request, string url)
    {
        var given = request.Headers[OwnerToken.Header];
        var wanted = request.Headers[OwnerToken.AccessHeader];
        if (given.Count == 0 && wanted.Count == 0)
        {
            return (PrivateAccess.None, null);
        }

        // A browser names the page that sends; no page is ever told the secret, so one that has it has stolen it.
        if (door is null || request.Headers.Origin.Count > 0 || !IsLocal(request.HttpContext.Connection.RemoteIpAddress) || !door.IsOwner(given))
        {
            return (PrivateAccess.None, Problem.Of(
                StatusCodes.Status403Forbidden,
                "Not the owner",
                $"Only commands on this node's machine that read its data folder may ask for private networks ({OwnerToken.AccessHeader}), and the {OwnerToken.Header} of this request is missing or not the folder's."));
        }

        return wanted.ToString() switch
        {
            "all" => (PrivateAccess.All, null),
            "seedOrigin" when LoopbackUrl.Is(url) => (PrivateAccess.SeedOrigin, null),
            "seedOrigin" => (PrivateAccess.None, Problem.Invalid("url", $"{OwnerToken.AccessHeader}: seedOrigin is for addresses of this machine, and the url is none.")),
            _ => (PrivateAccess.None, Problem.Of(
                StatusCodes.Status400BadRequest, "Invalid request", $"{OwnerToken.AccessHeader} must be seedOrigin or all.")),
        };
    }

    internal Task<StartCrawlResult> StartCrawlAsync(CrawlRequest crawl, PrivateAccess access, CancellationToken cancellationToken) =>
        start(crawl, access, cancellationToken);

    internal Task<StartCrawlResult> RefreshSourceAsync(string sourceId, PrivateAccess access, CancellationToken cancellationToken) =>
        refresh(sourceId, access, cancellationToken);

    internal Task<ScheduleRefreshResult> ScheduleRefreshAsync(string sourceId, TimeSpan? every, PrivateAccess access, CancellationToken cancellationToken) =>
        schedule(sourceId, every, access, cancellationToken);

    // From elsewhere the secret came over a wire that others read.
    private static bool IsLocal(IPAddress? caller) =>
        caller is not null && IPAddress.IsLoopback(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller);

    // Digests have one length, so the time of the comparison tells nothing, not even the length of the secret.
    private bool IsOwner(StringValues given) => given is [{ Length: > 0 } one] && CryptographicOperations.FixedTimeEquals(Digest(one), _expected);

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
