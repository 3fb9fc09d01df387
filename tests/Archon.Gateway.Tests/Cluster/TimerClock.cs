using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>A clock that stands still until the test moves it, and tells when somebody begins to wait.</summary>
internal sealed class TimerClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _timers = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            _timers.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>Completes when somebody waits for at most this long; then it is that much later.</summary>
    public async Task PassAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        while (await _timers.Reader.ReadAsync(cancellationToken) > atMost)
        {
        }

        Advance(atMost);
    }
}
