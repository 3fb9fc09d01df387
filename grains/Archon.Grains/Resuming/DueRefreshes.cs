using System.Globalization;
using Archon.GrainInterfaces.Crawling;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Resuming;

/// <summary>Begins the refreshes whose time has come. Idempotent, like <see cref="RunningCrawls"/>: whoever begins one names its crawl after the time it was due.</summary>
public sealed partial class DueRefreshes(IArchonStore store, IGrainFactory grains, TimeProvider clock, ILogger<DueRefreshes> logger)
{
    // More wait for the next sweep: a cluster that comes back after a week shall not begin a thousand crawls in one second.
    private const int AtOnce = 16;

    private static readonly TimeSpan PauseWhileBusy = TimeSpan.FromMinutes(10);

    /// <summary>
    /// 1. Starts the crawl. 2. Puts the source's next refresh off. Who dies in between leaves a refresh that is due still, and the crawl whoever
    /// begins it again asks for is there already.
    /// </summary>
    /// <returns>How many crawls were begun, and the failures of those that could not be.</returns>
    public async Task<(int Begun, IReadOnlyList<Exception> Failures)> BeginAsync(CancellationToken cancellationToken)
    {
        var begun = 0;
        var failures = new List<Exception>();
        foreach (var due in await store.ListDueRefreshesAsync(clock.GetUtcNow(), AtOnce, cancellationToken))
        {
            try
            {
                begun += await BeginAsync(due, cancellationToken) ? 1 : 0;
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                failures.Add(exception);
            }
        }

        return (begun, failures);
    }

    /// <summary>The crawl of a refresh: the same for the same source and time.</summary>
    internal static string CrawlIdOf(DueRefresh due) =>
        CrawlId.For(string.Create(CultureInfo.InvariantCulture, $"{due.SourceId} {due.Schedule.NextAt.ToUnixTimeMilliseconds()}"));

    private async Task<bool> BeginAsync(DueRefresh due, CancellationToken cancellationToken)
    {
        // 1.
        var crawlId = CrawlIdOf(due);
        var command = new StartRefresh { SourceId = due.SourceId, PrivateAccess = (PrivateAccess)due.Schedule.PrivateAccess };
        var started = await grains.GetGrain<ICrawlGrain>(crawlId).RefreshAsync(command, cancellationToken);

        // 2.
        var now = clock.GetUtcNow();
        var next = started.Outcome == StartOutcome.AlreadyRunning && due.Schedule.Every > PauseWhileBusy ? now + PauseWhileBusy : due.Schedule.After(now);
        var isMine = await store.PutOffRefreshAsync(due, next, cancellationToken);
        if (!isMine)
        {
            return false;
        }

        if (started.Outcome != StartOutcome.Started)
        {
            LogPutOff(due.SourceId, started.Message, next);
            return false;
        }

        LogBegun(due.SourceId, crawlId, next);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {SourceId} is refreshed by crawl {CrawlId}, as its schedule says; the next time at {Next:u}")]
    private partial void LogBegun(string sourceId, string crawlId, DateTimeOffset next);

    [LoggerMessage(Level = LogLevel.Information, Message = "The refresh of source {SourceId} is put off until {Next:u}: {Reason}")]
    private partial void LogPutOff(string sourceId, string? reason, DateTimeOffset next);
}
