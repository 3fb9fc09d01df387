using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Fetching.Tests.Serving;

/// <summary>A fake clock that tells when a timer is set, so that a test advances time only after somebody waits for it.</summary>
internal sealed class ArmedClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> armed = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>Returns when the next timer of this length was set.</summary>
    public async Task ArmedAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        while (await armed.Reader.ReadAsync(cancellationToken) != due)
        {
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ArmedTimer(base.CreateTimer(callback, state, dueTime, period), armed.Writer);
        armed.Writer.TryWrite(dueTime);
        return timer;
    }

    private sealed class ArmedTimer(ITimer timer, ChannelWriter<TimeSpan> armed) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            armed.TryWrite(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
