using Archon.Domain.Crawling;
using Archon.GrainInterfaces.Summaries;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Crawling;

/// <summary>
/// What a run does about the summaries of its source: says when there are new code examples, waits for the last ones as long as the chat model works, and ends
/// them when the crawl is stopped. Without a chat model nothing.
/// </summary>
internal sealed partial class CrawlSummaries(ISummaryGrain grain, ISummariser summariser, CrawlAccount account, ILogger logger)
{
    // A wait of five seconds each. A model that is away for longer does not hold the crawl: its summaries are written when it is back.
    private const int MostTroubledWaits = 3;

    private Task _nudge = Task.CompletedTask;
    private long _nudgedAt;

    private bool IsOn => summariser.Model is not null;

    /// <summary>Called with each tick: has new examples summarised beside the crawl.</summary>
    public void Tick()
    {
        if (IsOn && account.Record.Counters.CodeExamples > _nudgedAt && _nudge.IsCompleted)
        {
            _nudgedAt = account.Record.Counters.CodeExamples;
            _nudge = NudgeAsync();
        }
    }

    /// <summary>Waits until everything has its summary, or the chat model does not work.</summary>
    public async Task DrainAsync(CancellationToken stopping)
    {
        var (isSaid, troubled, before) = (!IsOn, 0, (long?)null);
        for (var (anew, isDrained) = (true, !IsOn); !isDrained;)
        {
            try
            {
                var progress = await grain.DrainAsync(anew, stopping);
                anew = false;
                account.Summarised(progress.Summarised);
                isDrained = progress.IsDrained;
                troubled = progress.Trouble is null || progress.Summarised != before ? 0 : troubled + 1;
                before = progress.Summarised;
                if (!isDrained && troubled == MostTroubledWaits)
                {
                    account.Tell($"Summaries have to wait: {progress.Trouble} They are written when it answers again; what the site wrote stands in their place meanwhile");
                    return;
                }

                if (!isDrained && !isSaid)
                {
                    account.Say(CrawlStatus.Finalizing, "Everything is stored; the last summaries are being written");
                    isSaid = true;
                }
            }
            catch (TimeoutException exception)
            {
                // Its silo has died, or the answer got lost.
                LogDrainedAgain(exception, account.Record.Id);
            }
        }
    }

    /// <summary>The crawl was stopped: what is under way ends. The store has that already, so one that is not told soon finds out.</summary>
    public async Task HaltAsync()
    {
        if (!IsOn)
        {
            return;
        }

        try
        {
            await grain.HaltAsync();
        }
        catch (Exception exception)
        {
            LogNotHalted(exception, account.Record.Id);
        }
    }

    // Beside the tick: a grain that does not answer must not keep the crawl's own events back.
    private async Task NudgeAsync()
    {
        try
        {
            account.Summarised((await grain.NudgeAsync()).Summarised);
        }
        catch (Exception exception)
        {
            _nudgedAt = 0;
            LogNotNudged(exception, account.Record.Id);
        }
    }
}
