using Archon.GrainInterfaces.Resuming;
using Archon.Grains.Crawling;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Resuming;

/// <summary>Wakes once in a while, wherever the cluster puts it, takes running crawls up and begins refreshes that are due.</summary>
[GrainType("archon.resume")]
internal sealed partial class ResumeGrain(
    RunningCrawls crawls, DueRefreshes refreshes, IOptions<CrawlOptions> options, ILogger<ResumeGrain> logger) : Grain, IResumeGrain, IRemindable
{
    private const string Reminder = "resume";
    private const int Limit = 1000;

    // Silos sweep far more often; this is for the cluster whose silos, one and all, have lost their sweeps.
    public async Task WatchAsync(CancellationToken cancellationToken) =>
        await this.RegisterOrUpdateReminder(Reminder, options.Value.Reminder, options.Value.Reminder, cancellationToken);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        foreach (var failure in await crawls.EnsureAsync(Limit, CancellationToken.None))
        {
            LogFailed(failure);
        }

        foreach (var failure in (await refreshes.BeginAsync(CancellationToken.None)).Failures)
        {
            LogRefreshFailed(failure);
        }
    }
}
