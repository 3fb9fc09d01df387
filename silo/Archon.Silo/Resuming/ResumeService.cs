using System.Collections.Immutable;
using Archon.Grains.Documents;
using Archon.Grains.Resuming;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archon.Silo.Resuming;

/// <summary>
/// Takes running crawls up again without anybody asking: at the silo's start, when the members of the cluster change, and in a
/// sweep with jitter; then begins refreshes that are due; once, sees to chunks that have no vector; and at the start and after a change of members to what has no
/// summary. What it calls is idempotent, so every silo may do it at once.
/// </summary>
internal sealed partial class ResumeService(
    RunningCrawls crawls,
    DueRefreshes refreshes,
    WaitingChunks chunks,
    WaitingSummaries summaries,
    StaleUploads uploads,
    IClusterMembershipService membership,
    IOptions<ResumeOptions> options,
    ILogger<ResumeService> logger) : BackgroundService
{
    // The cluster's memory of where grains were needs a moment to forget a dead silo, longer on a busy machine; so after a change it is asked more than once.
    private static readonly ImmutableArray<TimeSpan> PausesAfterChange =
        [TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.75), TimeSpan.FromSeconds(1.5), TimeSpan.FromSeconds(3)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Sweep)
        {
            return;
        }

        // A change of membership wakes the sweep early; several at once wake it once.
        using var changed = new SemaphoreSlim(0, 1);
        using var summarisersChanged = new SemaphoreSlim(1, 1);
        var watching = WatchMembersAsync([changed, summarisersChanged], stoppingToken);
        var draining = DrainAsync(stoppingToken);
        var summarising = SummariseAsync(summarisersChanged, stoppingToken);
        var since = PausesAfterChange.Length;
        while (!stoppingToken.IsCancellationRequested)
        {
            await SweepAsync(stoppingToken);
            var pause = since < PausesAfterChange.Length ? PausesAfterChange[since] : options.Value.Interval * (1 + Random.Shared.NextDouble());
            since = await WokenAsync(changed, pause, stoppingToken) ? 0 : Math.Min(since + 1, PausesAfterChange.Length);
        }

        await Task.WhenAll(watching, draining, summarising).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task<bool> WokenAsync(SemaphoreSlim changed, TimeSpan pause, CancellationToken stoppingToken)
    {
        try
        {
            return await changed.WaitAsync(pause, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task WatchMembersAsync(ImmutableArray<SemaphoreSlim> woken, CancellationToken stoppingToken)
    {
        await foreach (var _ in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            foreach (var one in woken.Where(one => one.CurrentCount == 0))
            {
                one.Release();
            }
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        for (var isDrained = false; !isDrained;)
        {
            try
            {
                await chunks.DrainAsync(cancellationToken);
                isDrained = true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogDrainFailed(exception);
                await Task.Delay(options.Value.Interval, cancellationToken);
            }
        }
    }

    // A crawl does not wait for a chat model that is away. What waits for one is seen to by a grain, which dies with its silo: hence after each change.
    private async Task SummariseAsync(SemaphoreSlim changed, CancellationToken cancellationToken)
    {
        while (true)
        {
            await changed.WaitAsync(cancellationToken);
            try
            {
                await summaries.DrainAsync(cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogSummariesFailed(exception);
                await Task.Delay(options.Value.Interval, cancellationToken);
                if (changed.CurrentCount == 0)
                {
                    changed.Release();
                }
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var failure in await crawls.EnsureAsync(options.Value.Limit, cancellationToken))
            {
                LogCrawlFailed(failure);
            }

            foreach (var failure in (await refreshes.BeginAsync(cancellationToken)).Failures)
            {
                LogRefreshFailed(failure);
            }

            await uploads.ForgetAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSweepFailed(exception);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The silo stops.
        }
    }
}
