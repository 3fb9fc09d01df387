using Archon.Ports.Embedding;

namespace Archon.Grains.Tests.Embedding;

/// <summary>Whoever waits has waited at once.</summary>
internal sealed class EagerClock : TimeProvider
{
    private long _ticks;

    /// <summary>Called when somebody waits.</summary>
    public Action? Waited { get; set; }

    /// <summary>A wait of this length is a deadline, and does not pass; null: all pass.</summary>
    public TimeSpan? Never { get; init; }

    /// <summary>What ends before the wait does.</summary>
    public Func<Task>? Before { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Pass(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    /// <summary>A server that is waited for in vain.</summary>
    public Task HangAsync(bool mayBeTooMuch = false)
    {
        Pass(TimeSpan.FromSeconds(5));
        throw new ModelUnavailableException("It does not answer within 5 s") { MayBeTheText = true, IsSilent = true, MayBeTooMuch = mayBeTooMuch };
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero && dueTime != Never)
        {
            Interlocked.Add(ref _ticks, dueTime.Ticks);
            Waited?.Invoke();
            _ = CallAsync(callback, state);
        }

        return new Elapsed();
    }

    private async Task CallAsync(TimerCallback callback, object? state)
    {
        await Task.Yield();
        await (Before?.Invoke() ?? Task.CompletedTask);
        callback(state);
    }

    private sealed class Elapsed : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
