using Archon.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Archon.Cluster.Tests.Hosting;

/// <summary>A process that stood still looks at once whether it was declared dead, and is not ready until it knows.</summary>
public sealed class StandstillWatchTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Members _members = new();
    private readonly StandstillWatch _watch;

    public StandstillWatchTests() =>
        _watch = new StandstillWatch(_members, Options.Create(new OrleansSettings()), _clock, NullLogger<StandstillWatch>.Instance);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _watch.Dispose();

    [Fact]
    public async Task WhoBeats_IsReadyAndAsksNobody()
    {
        for (var second = 0; second < 30; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await _watch.BeatAsync(Cancel);
            Assert.Null(_watch.NotReady);
        }

        Assert.Equal(0, _members.Refreshes);
    }

    [Fact]
    public async Task WhoStoodStill_IsNotReadyUntilTheTableIsRead()
    {
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(_watch.NotReady);

        var beat = _watch.BeatAsync(Cancel);
        Assert.NotNull(_watch.NotReady);
        _members.Answer.SetResult();
        await beat;

        Assert.Null(_watch.NotReady);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _watch.BeatAsync(Cancel);
        Assert.Equal(1, _members.Refreshes);
    }

    [Fact]
    public async Task ATableThatCannotBeRead_IsReadAgainAndTakesNobodyOutOfService()
    {
        _clock.Advance(TimeSpan.FromSeconds(20));
        _members.Answer.SetException(new InvalidOperationException("The database is away."));
        await _watch.BeatAsync(Cancel);
        Assert.Null(_watch.NotReady);

        _members.Answer = new TaskCompletionSource();
        _members.Answer.SetResult();
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _watch.BeatAsync(Cancel);

        Assert.Equal(2, _members.Refreshes);
    }

    private sealed class Members : IClusterMembershipService
    {
        public TaskCompletionSource Answer { get; set; } = new();

        public int Refreshes { get; private set; }

        public ClusterMembershipSnapshot CurrentSnapshot => throw new NotSupportedException();

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
        {
            Refreshes++;
            return new ValueTask(Answer.Task);
        }

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
    }
}
