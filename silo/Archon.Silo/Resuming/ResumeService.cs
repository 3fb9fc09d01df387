using Archon.GrainInterfaces.Crawling;
using Archon.Ports.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Resuming;

/// <summary>
/// Takes running crawls up again without anybody asking: at the silo's start, when a member of the cluster dies, and in a
/// sweep with jitter. What it calls is idempotent, so every silo may do it at once.
/// </summary>
internal sealed partial class ResumeService(
    ICrawlStore store,
    IGrainFactory grains,
    IClusterMembershipService membership,
    IOptions<ResumeOptions> options,
    ILogger<ResumeService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A change of membership wakes the sweep early; several at once wake it once.
        using var changed = new SemaphoreSlim(0, 1);
        var watching = WatchMembersAsync(changed, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await SweepAsync(stoppingToken);
            var pause = options.Value.Interval * (1 + Random.Shared.NextDouble());
            await ((Task)changed.WaitAsync(pause, stoppingToken)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task WatchMembersAsync(SemaphoreSlim changed, CancellationToken stoppingToken)
    {
        await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            if (changed.CurrentCount == 0)
            {
                changed.Release();
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var crawlId in await store.ListRunningCrawlsAsync(options.Value.Limit, cancellationToken))
            {
                await grains.GetGrain<ICrawlGrain>(crawlId).EnsureRunningAsync(cancellationToken);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSweepFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Running crawls could not be looked for; the next sweep tries again")]
    private partial void LogSweepFailed(Exception exception);
}
