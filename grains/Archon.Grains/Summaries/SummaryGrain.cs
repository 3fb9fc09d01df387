using Archon.GrainInterfaces.Summaries;
using Archon.Grains.Processing;
using Archon.Ports.Embedding;
using Archon.Ports.Storage;
using Archon.Ports.Summaries;
using Microsoft.Extensions.Logging;

namespace Archon.Grains.Summaries;

/// <summary>
/// Drains what of one source has no summary yet. That is durable, so what this grain remembers only spares work: when it dies, whoever nudges next goes
/// on, and lost are the answers that were under way.
/// </summary>
[GrainType("archon.summaries")]
internal sealed partial class SummaryGrain(
    IArchonStore store,
    ISummariser summariser,
    CpuGate gate,
    TimeProvider clock,
    ILogger<SummaryGrain> logger) : Grain, ISummaryGrain, IDisposable
{
    private const int SweepAtOnce = 500;

    // A call that waits for hours would wait as long for an answer that got lost with a connection.
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource _stopping = new();
    private CancellationTokenSource? _halting;
    private SummaryDesk? _desk;
    private Task _pass = Task.CompletedTask;
    private bool _nudged;

    // Whole passes that were asked for, and done: those that begin at the first example, and see to the source's own summary.
    private int _asked;
    private int _done;

    // Examples up to here were seen to by this activation. One that is committed late, with a lower number, is found by the next whole pass.
    private long _after;
    private long? _summarised;
    private string? _trouble;
    private TaskCompletionSource? _news;

    public Task<SummaryProgress> NudgeAsync()
    {
        if (summariser.Model is not null)
        {
            _nudged = true;
            Begin();
            _news?.TrySetResult();
        }

        return Task.FromResult(Progress(isDrained: false));
    }

    public async Task<SummaryProgress> DrainAsync(bool anew, CancellationToken cancellationToken)
    {
        if (summariser.Model is null)
        {
            return Progress(isDrained: true);
        }

        // An activation that was never asked has taken the place of one that was.
        if (anew || _asked == 0)
        {
            _asked++;
            _nudged = true;
            Begin();
            _news?.TrySetResult();
        }

        var (wanted, began) = (_asked, clock.GetTimestamp());
        while (_done < wanted && !_pass.IsCompleted)
        {
            var left = AnswerTime - clock.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
            {
                break;
            }

            try
            {
                await _pass.WaitAsync(left, clock, cancellationToken);
            }
            catch (TimeoutException)
            {
                break;
            }
        }

        return Progress(_done >= wanted);
    }

    public async Task HaltAsync()
    {
        _nudged = false;
        _asked = _done;
        await EndPassAsync(_halting);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => await EndPassAsync(_stopping);

    public void Dispose() => _stopping.Dispose();

    private async Task EndPassAsync(CancellationTokenSource? ending)
    {
        if (ending is not null)
        {
            await ending.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        await _pass.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    private SummaryProgress Progress(bool isDrained) => new() { IsDrained = isDrained, Summarised = _summarised, Trouble = _desk?.Trouble ?? _trouble };

    private void Begin()
    {
        if (_pass.IsCompleted)
        {
            _pass = PassAsync();
        }
    }

    private async Task PassAsync()
    {
        // The activation must not be collected in the middle; the timer only says that it is in use.
        using var alive = this.RegisterGrainTimer(
            static () => Task.CompletedTask,
            new GrainTimerCreationOptions { DueTime = TimeSpan.FromSeconds(30), Period = TimeSpan.FromSeconds(30), KeepAlive = true, Interleave = true });
        var pause = FirstPause;
        while ((_nudged || _done < _asked) && !_stopping.IsCancellationRequested)
        {
            var (from, stored) = (_after, _desk?.Stored ?? 0);
            _nudged = false;
            using var halting = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
            _halting = halting;
            try
            {
                var asked = await SummariseAsync(halting.Token);
                (_done, _trouble, pause) = (Math.Min(asked, _asked), null, FirstPause);
            }
            catch (OperationCanceledException) when (halting.IsCancellationRequested)
            {
                // What was under way is asked for again when somebody wants it.
                (_after, _trouble) = (from, null);
            }
            catch (Exception exception)
            {
                (_after, _nudged) = (from, true);
                _trouble = exception is ModelUnavailableException ? $"{exception.Message}." : null;
                pause = _desk?.Stored > stored ? FirstPause : pause;
                var told = (exception as ModelUnavailableException)?.RetryAfter ?? TimeSpan.Zero;
                var wait = told > pause ? TimeSpan.FromTicks(Math.Min(told.Ticks, LongestRetryAfter.Ticks)) : pause;
                LogFailed(exception, this.GetPrimaryKeyString(), wait);
                await Task.Delay(wait, clock, halting.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                _nudged &= !halting.IsCancellationRequested;
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            finally
            {
                _halting = null;
            }
        }
    }

    /// <summary>Sees to everything behind what was seen to before, or to the whole source when that was asked for; the asking that it has answered.</summary>
    /// <remarks>1. examples, 2. what failed by itself is left for another pass, 3. the source, 4. what nothing uses any more goes.</remarks>
    private async Task<int> SummariseAsync(CancellationToken cancellationToken)
    {
        var (source, model, asked) = (this.GetPrimaryKeyString(), summariser.Model!, _asked);
        var desk = _desk ??= new SummaryDesk(store, summariser, gate, GrainFactory, clock, logger, source);
        var isWhole = _done < asked;
        if (isWhole || _summarised is null)
        {
            _summarised = await CountAsync(cancellationToken);
            _after = isWhole ? 0 : _after;
        }

        // 1.
        desk.Open();
        try
        {
            while (true)
            {
                var waiting = await store.ReadUnsummarisedAsync(source, model, _after, SummaryDesk.ExamplesAtOnce, cancellationToken);
                await desk.TakeAsync(waiting.Items, given => _summarised += given, cancellationToken);
                _after = waiting.Past;
                if (_asked > asked && waiting.IsLast)
                {
                    (asked, isWhole, _after) = (_asked, true, 0);
                }
                else if (waiting.IsLast && !await IsNewsAsync(desk))
                {
                    break;
                }
            }
        }
        finally
        {
            // Nothing of this pass may be under way when the next one reads what waits.
            await desk.CloseAsync();
        }

        // 2.
        if (desk.PutOff is { } putOff)
        {
            throw putOff;
        }

        if (isWhole)
        {
            // One that got its summary between being read and being looked up was counted twice.
            _summarised = await CountAsync(cancellationToken);

            // 3.
            if (await store.ReadSourceMaterialAsync(source, cancellationToken) is { } material)
            {
                await desk.SummariseSourceAsync(material, cancellationToken);
            }

            // 4.
            for (long? after = 0; after is { } past;)
            {
                after = await store.ForgetUnusedSummariesAsync(source, past, SweepAtOnce, cancellationToken);
            }
        }

        return asked;
    }

    private async Task<long> CountAsync(CancellationToken cancellationToken)
    {
        var source = this.GetPrimaryKeyString();
        return (await store.CountSummarisedAsync([source], summariser.Model!, cancellationToken))[source];
    }

    // An answer that takes its time keeps nobody from what has come in meanwhile.
    private async Task<bool> IsNewsAsync(SummaryDesk desk)
    {
        while (!_nudged && desk.IsBusy)
        {
            _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await desk.WhenOneEndsAsync(_news.Task);
        }

        var isNews = _nudged;
        _nudged = false;
        return isNews;
    }
}
