using Archon.GrainInterfaces.Resuming;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archon.Silo.Resuming;

/// <summary>Sees that the cluster has its reminder, once a start of a silo.</summary>
internal sealed partial class ResumeReminder(IGrainFactory grains, TimeProvider clock, ILogger<ResumeReminder> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await grains.GetGrain<IResumeGrain>(0).WatchAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder of the cluster could not be set; it is tried again")]
    private partial void LogFailed(Exception exception);
}
