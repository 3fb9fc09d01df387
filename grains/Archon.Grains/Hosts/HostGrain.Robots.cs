using Archon.GrainInterfaces.Hosts;

namespace Archon.Grains.Hosts;

internal sealed partial class HostGrain
{
    public async Task<RobotsNotice> GetRobotsAsync(string pathAndQuery, bool allowPrivateAddress, CancellationToken cancellationToken)
    {
        var robots = RobotsAsync(allowPrivateAddress);
        if (!await IsInTimeAsync(robots, cancellationToken))
        {
            return new RobotsNotice { Waits = true };
        }

        var rules = (await robots).Rules;
        return new RobotsNotice
        {
            IsAllowed = rules?.IsAllowed(ProductToken, pathAndQuery),
            Sitemaps = rules?.Sitemaps ?? [],
            CrawlDelay = rules?.CrawlDelay(ProductToken) is { } delay && delay > TimeSpan.Zero
                ? TimeSpan.FromTicks(Math.Min(delay.Ticks, options.Value.MaxCrawlDelay.Ticks))
                : null,
        };
    }
}
