using Archon.Grains.Embedding;
using Archon.Grains.Processing;
using Archon.Grains.Tests.Hosting;
using Archon.Ports.Embedding;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Archon.Grains.Tests.Embedding;

public sealed class EmbeddingTriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ABatchThatFails_IsNotGivenUp_AsLongAsOthersAreAnswered()
    {
        const int Answered = 40;
        EmbeddingTries? tries = null;
        var asked = 0;
        var clock = new EagerClock();
        var (answeredUntil, began) = (0L, clock.GetTimestamp());
        var embedder = new ScriptedEmbedder(async (texts, cancellationToken) =>
        {
            if (texts is ["other"])
            {
                return;
            }

            if (++asked <= Answered)
            {
                await tries!.EmbedAsync("source", ["other"], isSuspect: false, cancellationToken);
                answeredUntil = clock.GetTimestamp();
            }

            throw new ModelUnavailableException("It is over its limit");
        });
        using var gate = new CpuGate(Options.Create(new CpuOptions()));
        tries = new EmbeddingTries(embedder, gate, clock, NullLogger.Instance);

        await Assert.ThrowsAsync<ModelUnavailableException>(() => tries.EmbedAsync("source", ["text"], isSuspect: false, Cancel));

        Assert.True(asked > Answered);
        Assert.True(clock.GetElapsedTime(began, answeredUntil) > TimeSpan.FromSeconds(4));
        Assert.True(clock.GetElapsedTime(answeredUntil) >= TimeSpan.FromSeconds(4));
    }

    /// <summary>Whoever waits has waited at once.</summary>
    private sealed class EagerClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
            {
                Interlocked.Add(ref _ticks, dueTime.Ticks);
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            }

            return new Elapsed();
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
}
