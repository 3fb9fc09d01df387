using System.Net.Sockets;
using Archon.Ports.Storage;
using Archon.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Cluster.Tests.Hosting;

/// <summary>A node that starts while its database is away.</summary>
public sealed class DatabaseWaitTests
{
    private static readonly StorageUnavailableException Away = new("PostgreSQL cannot be reached.", new SocketException((int)SocketError.ConnectionRefused));

    private readonly HurriedClock _clock = new();
    private readonly List<string> _notices = [];
    private int _tries;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADatabaseThatComesBack_IsOpenedAndSpokenOfOnce()
    {
        await Wait(TimeSpan.FromMinutes(1)).OpenAsync(_ => ++_tries < 4 ? throw Away : Task.CompletedTask, Cancel);

        Assert.Equal(4, _tries);
        Assert.Equal(["PostgreSQL cannot be reached. Waiting for it, 00:01:00 at most (Archon:Postgres:StartPatience)."], _notices);
    }

    [Fact]
    public async Task ADatabaseThatStaysAway_IsGivenUpInTime()
    {
        var fault = await Assert.ThrowsAsync<StorageUnavailableException>(() => Wait(TimeSpan.FromMinutes(1)).OpenAsync(_ => throw Away, Cancel));

        Assert.Same(Away, fault);
        Assert.Equal(TimeSpan.FromMinutes(1), _clock.Waited);
    }

    [Fact]
    public async Task AnotherFault_EndsTheStartAtOnce()
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Wait(TimeSpan.FromMinutes(1)).OpenAsync(_ => throw new StorageUnavailableException("It refuses the user."), Cancel));

        Assert.Empty(_notices);
    }

    [Fact]
    public async Task NoPatience_DoesNotWait()
    {
        await Assert.ThrowsAsync<StorageUnavailableException>(() => Wait(TimeSpan.Zero).OpenAsync(_ => throw Away, Cancel));

        Assert.Empty(_notices);
    }

    private DatabaseWait Wait(TimeSpan patience) => new(patience, _notices.Add, _clock, NullLogger<DatabaseWait>.Instance);

    /// <summary>Every pause is over at once, and counts.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        public TimeSpan Waited { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Waited.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waited += dueTime;
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
