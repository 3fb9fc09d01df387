using Archon.Domain.Urls;
using Archon.GrainInterfaces.Hosts;

namespace Archon.Grains.Discovery;

/// <summary>What a host's grain knows of robots.txt.</summary>
internal static class SiteRobots
{
    /// <summary>Sitemaps taken from one robots.txt.</summary>
    private const int MostSitemaps = 100;

    /// <summary>Asks the host of an address until it knows.</summary>
    public static async Task<RobotsNotice> AskAsync(IGrainFactory grains, CanonicalUrl url, bool allowPrivateAddress, CancellationToken cancellationToken)
    {
        var host = grains.GetGrain<IHostGrain>(url.Origin);
        while (true)
        {
            try
            {
                if (await host.GetRobotsAsync(url.PathAndQuery, allowPrivateAddress, cancellationToken) is { Waits: false } notice)
                {
                    return notice with { Sitemaps = [.. notice.Sitemaps.Take(MostSitemaps)] };
                }
            }
            catch (TimeoutException)
            {
                // The question or its answer got lost.
            }

            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
