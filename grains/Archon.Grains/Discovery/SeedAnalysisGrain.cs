using System.Collections.Immutable;
using Archon.GrainInterfaces.Discovery;
using Archon.Grains.Pages;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace Archon.Grains.Discovery;

/// <summary>Reads files for one crawl. Remembers nothing: whoever asks again gets the same, and the frontier has each page once.</summary>
[GrainType("archon.seed-analysis"), RandomPlacement]
internal sealed partial class SeedAnalysisGrain(
    SiteFileReader reader,
    IFrontierStore store,
    TimeProvider clock,
    ILogger<SeedAnalysisGrain> logger) : Grain, ISeedAnalysisGrain
{
    /// <summary>Links in one transaction: few enough that page commits hardly notice.</summary>
    private const int Batch = 1_000;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    public async Task<SiteFileReport> ReadAsync(ReadSiteFile command, CancellationToken cancellationToken)
    {
        var file = await reader.ReadAsync(command, cancellationToken);
        var report = file.Report;
        ImmutableArray<FoundLink> links = [.. file.Links.Admitted.Select(link => new FoundLink(link.Url, link.Depth))];
        ImmutableArray<RefusedLink> refused = [.. file.Links.Refused.Select(link => new RefusedLink(link.Url, link.Reason))];
        foreach (var (someLinks, someRefused) in Batches(links, refused))
        {
            var admission = new PageAdmission(this.GetPrimaryKeyString(), command.Epoch, someLinks, someRefused);
            if (await AdmitAsync(admission, cancellationToken) is not { } admitted)
            {
                return report with { Outcome = SiteFileOutcome.Fenced };
            }

            report = report with { Totals = CounterMessages.ToTotals(admitted.Counters), IsFull = admitted.IsFull };
        }

        return report;
    }

    private static IEnumerable<(ImmutableArray<FoundLink> Links, ImmutableArray<RefusedLink> Refused)> Batches(
        ImmutableArray<FoundLink> links, ImmutableArray<RefusedLink> refused) =>
        links.Chunk(Batch).Select(some => (ImmutableArray.Create(some), ImmutableArray<RefusedLink>.Empty))
            .Concat(refused.Chunk(Batch).Select(some => (ImmutableArray<FoundLink>.Empty, ImmutableArray.Create(some))));

    // The file is here: a store that is away for a while costs no second request to the site.
    private async Task<PageAdmissionResult?> AdmitAsync(PageAdmission admission, CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await store.AdmitPagesAsync(admission, cancellationToken);
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or ArgumentException or ObjectDisposedException))
            {
                LogNotAdmitted(exception, admission.CrawlId, pause);
                await Task.Delay(pause, clock, cancellationToken);
            }
        }
    }
}
