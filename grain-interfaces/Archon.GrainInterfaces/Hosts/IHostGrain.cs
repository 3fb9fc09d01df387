using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Archon.GrainInterfaces.Hosts;

/// <summary>
/// Grants permits to fetch from one origin, for all crawls on all silos: robots.txt, concurrency and delay as the server bears
/// them, and stillness when it asks for it. Key: origin (scheme://host[:port]).
/// </summary>
[Alias("archon.host"), GrainInterfaceType("archon.host")]
public interface IHostGrain : IGrainWithStringKey
{
    /// <summary>
    /// Waits for a turn, crawls one after the other, and answers after five seconds at the latest; who still waits then asks again. No answer
    /// within the time-out is a lost message: asking again with the same id is always right. Cancelling gives the place up.
    /// </summary>
    [Alias("acquire"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<Permit> AcquireAsync(PermitRequest request, CancellationToken cancellationToken);

    /// <summary>Gives a permit back and says how the exchange went. A permit that is never given back expires after two minutes.</summary>
    [Alias("release"), AlwaysInterleave]
    Task ReleaseAsync(PermitReport report);

    /// <summary>How the host is treated now; answers at once.</summary>
    [Alias("get-state"), AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<HostState> GetStateAsync(CancellationToken cancellationToken);

    /// <summary>What robots.txt says; answers after five seconds at the latest. Costs no permit.</summary>
    /// <param name="pathAndQuery">The address to judge by it.</param>
    /// <param name="allowPrivateAddress">It may be fetched from an address that is not globally routable.</param>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    [Alias("robots"), AlwaysInterleave, ResponseTimeout("00:00:15")]
    Task<RobotsNotice> GetRobotsAsync(string pathAndQuery, bool allowPrivateAddress, CancellationToken cancellationToken);

    /// <summary>Of these addresses, those that robots.txt disallows; none as long as it is not known. Costs nothing: it is asked for by nobody.</summary>
    /// <param name="pathsAndQueries">The addresses.</param>
    /// <param name="cancellationToken">Has no effect: the answer comes at once.</param>
    [Alias("disallowed"), AlwaysInterleave, ResponseTimeout("00:00:05")]
    Task<ImmutableArray<string>> ListDisallowedAsync(ImmutableArray<string> pathsAndQueries, CancellationToken cancellationToken);
}
