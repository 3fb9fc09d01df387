using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Archon.Cluster.Tests.Orleans;

/// <summary>Orleans' grain storage over our tables, with our serializer.</summary>
public sealed class GrainStorageTests : IAsyncLifetime
{
    private ProviderHost _host = null!;
    private IGrainStorage _storage = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ProviderHost.CreateAsync();
        _storage = _host.Services.GetRequiredKeyedService<IGrainStorage>("PubSubStore");
        var lifecycle = new RecordedLifecycle();
        ((ILifecycleParticipant<ISiloLifecycle>)_storage).Participate(lifecycle);
        await lifecycle.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    public static TheoryData<string> Keys() => ["text key", "0b1a6ee4c7b34e3bb0a9f3b3a0d3a111", "000000000000002a", "progress/progress/ü"];

    [Theory, MemberData(nameof(Keys))]
    public async Task Write_IsReadBack(string key)
    {
        var written = State("one", 1);
        await _storage.WriteStateAsync("state", Grain(key), written);

        var read = State("", 0);
        await _storage.ReadStateAsync("state", Grain(key), read);

        Assert.Equal((true, written.ETag), (read.RecordExists, read.ETag));
        Assert.Equal([new("one", 1)], read.State!);
        Assert.NotNull(read.ETag);
    }

    [Fact]
    public async Task Read_OfNothing_IsANewState()
    {
        var read = State("left over", 1);
        await _storage.ReadStateAsync("state", Grain("nobody"), read);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Write_Again_ChangesTheETag()
    {
        var state = State("one", 1);
        await _storage.WriteStateAsync("state", Grain("a"), state);
        var first = state.ETag;
        state.State = new() { ["two"] = 2 };
        await _storage.WriteStateAsync("state", Grain("a"), state);

        Assert.NotEqual(first, state.ETag);
    }

    [Fact]
    public async Task Write_WithAnOldETag_IsAConflict()
    {
        var mine = State("mine", 1);
        await _storage.WriteStateAsync("state", Grain("a"), mine);
        var theirs = State("", 0);
        await _storage.ReadStateAsync("state", Grain("a"), theirs);
        await _storage.WriteStateAsync("state", Grain("a"), theirs);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Grain("a"), mine));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.WriteStateAsync("state", Grain("a"), State("first", 1)));
        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.ClearStateAsync("state", Grain("a"), mine));
    }

    [Fact]
    public async Task Write_ManyAtOnce_LetsOneBeFirst()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Record.ExceptionAsync(() => _storage.WriteStateAsync("state", Grain("a"), State("x", n))).AsTask()));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<InconsistentStateException>(outcome));
    }

    [Fact]
    public async Task Clear_TakesTheRowAway()
    {
        var state = State("one", 1);
        await _storage.WriteStateAsync("state", Grain("a"), state);

        await _storage.ClearStateAsync("state", Grain("a"), state);

        Assert.False(state.RecordExists);
        var read = State("", 0);
        await _storage.ReadStateAsync("state", Grain("a"), read);
        Assert.False(read.RecordExists);
        await _storage.WriteStateAsync("state", Grain("a"), read);
        await _storage.ClearStateAsync("state", Grain("nobody"), State("", 0));
    }

    [Fact]
    public async Task States_OfOneGrain_AreApart()
    {
        await _storage.WriteStateAsync("one", Grain("a"), State("one", 1));
        await _storage.WriteStateAsync("two", Grain("a"), State("two", 2));

        var read = State("", 0);
        await _storage.ReadStateAsync("two", Grain("a"), read);

        Assert.Equal("two", Assert.Single(read.State!).Key);
    }

    private static GrainId Grain(string key) => GrainId.Create("conformance", key);

    private static GrainState<Dictionary<string, int>> State(string text, int number) => new() { State = new() { [text] = number } };

    /// <summary>Runs what a provider does when a silo starts.</summary>
    private sealed class RecordedLifecycle : ISiloLifecycle
    {
        private readonly SortedList<int, ILifecycleObserver> _observers = [];

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => int.MaxValue;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            _observers.Add(stage, observer);
            return new Nothing();
        }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            foreach (var observer in _observers.Values)
            {
                await observer.OnStart(cancellationToken);
            }
        }

        private sealed class Nothing : IDisposable
        {
            public void Dispose()
            {
            }
        }
    }
}
