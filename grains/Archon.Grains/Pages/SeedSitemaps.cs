using System.Collections.Immutable;
using Archon.Domain.Discovery;
using Archon.GrainInterfaces.Pages;
using Archon.Ports.Storage;

namespace Archon.Grains.Pages;

/// <summary>The sitemaps that a crawl's seed names, kept with the crawl for whoever analyses the seed.</summary>
internal sealed class SeedSitemaps(IArchonStore store)
{
    /// <summary>Keeps those that the seed names now.</summary>
    public async Task KeepAsync(PageWork work, ImmutableArray<string> sitemaps, CancellationToken cancellationToken)
    {
        // A refresh begins with blocks that its source's last crawl has learned, and they are kept by now.
        var kept = (await store.FindCrawlAsync(work.CrawlId, cancellationToken))?.Discovery ?? new CrawlDiscovery();
        await store.KeepDiscoveryAsync(work.CrawlId, work.Epoch, kept with { LinkedSitemaps = sitemaps }, cancellationToken);
    }

    /// <summary>
    /// Keeps those of a seed that has not changed. What it names was found when it was read: by the last crawl, as long as none of this one's
    /// documents is stored.
    /// </summary>
    public async Task KeepFormerAsync(PageWork work, CancellationToken cancellationToken)
    {
        if (await store.FindSourceAsync(work.Rules.SourceId, cancellationToken) is { LastCrawlId: { } last }
            && last != work.CrawlId
            && await store.FindCrawlAsync(last, cancellationToken) is { Discovery.LinkedSitemaps: { IsDefaultOrEmpty: false } sitemaps })
        {
            await KeepAsync(work, sitemaps, cancellationToken);
        }
    }
}
