using System.Collections.Immutable;
using Archon.Client;
using Archon.Client.Progress;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Orleans.Streams;

namespace Archon.Gateway.Tests.Cluster;

public sealed class ProgressSubscriptionTests(StreamingCluster cluster) : IAsyncDisposable
{
    private readonly string _crawlId = CrawlId.New();

    private readonly TimerClock _clock = new();

    private readonly CancellationTokenSource _leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);

    private IAsyncEnumerator<CrawlProgress>? _reader;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JournalScript Journal => ScriptedCrawlGrain.Scripts.GetOrAdd(_crawlId, id => new JournalScript(id));

    private IAsyncStream<ProgressBatch> Stream => cluster.Client.GetStreamProvider(ProgressStreams.Provider)
        .GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, _crawlId));

    [Fact]
    public async Task Watch_ReplaysTheJournal_ThenFollowsTheStream_UpToTheEnd()
    {
        Journal.Add(1, "one");
        Journal.Add(2);
        var live = await CatchUpAsync(0, 1, 2);

        await PublishAsync(epoch: 1, Journal.Add(3), Journal.Add(4, "four"));
        Assert.Equal((3L, 0L), Read(await live));
        Assert.Equal((4L, 0L), await NextAsync());
        await PublishAsync(epoch: 1, Journal.Add(5, "done", CrawlStatus.Complete));
        Assert.Equal((5L, 0L), await NextAsync());
        Assert.False(await MoveAsync());
        Assert.False(Journal.WasAsked);
    }

    [Fact]
    public async Task AJump_IsFilledFromTheJournal()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);

        Journal.Add(2, "lost");
        await PublishAsync(epoch: 1, Journal.Add(3));

        Assert.Equal((2L, 0L), Read(await live));
        Assert.Equal(1, await Journal.NextQuestionAsync(Token));
        Assert.Equal((3L, 0L), await NextAsync());
    }

    [Fact]
    public async Task AHeartbeat_ThatKnowsOfMore_IsAJump()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);

        Journal.Add(2, "lost");
        await PublishAsync(epoch: 1);

        Assert.Equal((2L, 0L), Read(await live));
    }

    [Fact]
    public async Task AnEventThatStandsForOthers_IsNoJump_AndRepeatsAreDropped()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);

        await PublishAsync(epoch: 1, Journal.Event(1), Journal.Add(4, coalesced: 2));
        Assert.Equal((4L, 2L), Read(await live));
        await PublishAsync(epoch: 1, Journal.Event(4, coalesced: 2), Journal.Add(6, coalesced: 3));

        // It reaches back over what was delivered already: it then stands for the rest only.
        Assert.Equal((6L, 1L), await NextAsync());
        Assert.False(Journal.WasAsked);
    }

    [Fact]
    public async Task ANewerEpoch_IsBelieved_AndAnOlderOneNoMore()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);
        await PublishAsync(epoch: 1, Journal.Add(2));
        Assert.Equal((2L, 0L), Read(await live));

        await PublishAsync(epoch: 2, Journal.Add(3, "from the journal"));
        Assert.Equal((3L, 0L), await NextAsync());
        Assert.Equal(2, await Journal.NextQuestionAsync(Token));

        await PublishAsync(epoch: 1, Journal.Event(4, "a lie"));
        await PublishAsync(epoch: 2, Journal.Add(4, "the truth"));
        live = NextEventAsync();
        Assert.Equal("the truth", (await live).Log);
    }

    [Fact]
    public async Task Silence_AsksTheJournal_AndEndsWithACrawlThatEnded()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);

        Journal.Add(2, "done", CrawlStatus.Complete);
        await _clock.PassAsync(ProgressSubscription.Silence, Token);

        Assert.Equal((2L, 0L), Read(await live));
        Assert.False(await MoveAsync());
    }

    [Fact]
    public async Task AnEndInTheMiddle_IsAnEventLikeOthers()
    {
        Journal.Add(1);
        Journal.Add(2, "done", CrawlStatus.Complete);
        Journal.Add(3, "again", CrawlStatus.Queued);
        var live = await CatchUpAsync(0, 1, 2, 3);

        await PublishAsync(epoch: 2, Journal.Add(4, "done", CrawlStatus.Complete));

        Assert.Equal((4L, 0L), Read(await live));
        Assert.False(await MoveAsync());
    }

    [Fact]
    public async Task Silence_SubscribesAgain()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);
        foreach (var lost in await Stream.GetAllSubscriptionHandles())
        {
            await lost.UnsubscribeAsync();
        }

        await _clock.PassAsync(ProgressSubscription.Silence, Token);
        Assert.Equal(1, await Journal.NextQuestionAsync(Token));
        await _clock.PassAsync(ProgressSubscription.Silence, Token);
        Assert.Equal(1, await Journal.NextQuestionAsync(Token));
        await PublishAsync(epoch: 1, Journal.Add(2, "heard again"));

        Assert.Equal((2L, 0L), Read(await live));
    }

    [Fact]
    public async Task AClusterThatCannotAnswer_IsAskedAgain()
    {
        Journal.Add(1, "one");
        Journal.FailOnce(new SiloUnavailableException("gone"));
        Journal.FailOnce(new TimeoutException("slow"));

        var first = NextEventAsync(after: 0);
        await _clock.PassAsync(TimeSpan.FromMilliseconds(100), Token);
        await _clock.PassAsync(TimeSpan.FromMilliseconds(200), Token);

        Assert.Equal(1, (await first).Sequence);
    }

    [Fact]
    public async Task AnUnknownCrawl_EndsAtOnce()
    {
        Journal.Exists = false;

        Assert.False(await MoveAsync());
    }

    [Fact]
    public async Task AnEndedCrawl_IsReplayed_AndHasNothingAfterItsEnd()
    {
        Journal.Add(1, "one");
        Journal.Add(9, "done", CrawlStatus.Cancelled);

        Assert.Equal([(1L, 0L), (9L, 7L)], await AllAsync(after: 0));
        Assert.Equal([(9L, 4L)], await AllAsync(after: 4));
        Assert.Empty(await AllAsync(after: 9));
    }

    [Fact]
    public async Task AReaderThatLeaves_IsUnsubscribed()
    {
        var live = await CatchUpAsync(0);
        Assert.Single(await Stream.GetAllSubscriptionHandles());

        await _leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => live);
        await _reader!.DisposeAsync();

        Assert.Empty(await Stream.GetAllSubscriptionHandles());
    }

    [Fact]
    public async Task ASlowReader_GetsTicksFolded_AndNothingElse()
    {
        const int Batches = 30, EventsABatch = 20;
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);
        await PublishAsync(epoch: 1, Journal.Add(2));
        await live;

        // However many of them are here when the reader comes back, one batch alone is more than a prompt reader finds.
        var sequence = 2;
        for (var batch = 1; batch <= Batches; batch++)
        {
            await PublishAsync(epoch: 1, [.. Enumerable.Range(0, EventsABatch).Select(_ => Journal.Add(++sequence, sequence % 100 == 0 ? "log" : null))]);
        }

        var events = await RestAsync(previous: 2, last: sequence + 1);

        Assert.Equal(6, events.Count(progress => progress.Log == "log"));
        Assert.InRange(events.Count, 7, Batches + (2 * 6) + 1);
    }

    [Fact]
    public async Task AReaderBehindMoreThanTheChannelHolds_MissesNothing()
    {
        Journal.Add(1);
        var live = await CatchUpAsync(0, 1);
        await PublishAsync(epoch: 1, Journal.Add(2));
        await live;

        for (var sequence = 3; sequence <= 600; sequence++)
        {
            await PublishAsync(epoch: 1, Journal.Add(sequence, sequence % 100 == 0 ? "log" : null));
        }

        var events = await RestAsync(previous: 2, last: 601);

        Assert.Equal(6, events.Count(progress => progress.Log == "log"));
    }

    [Fact]
    public async Task TheClient_SpeaksToTheGrains()
    {
        var client = new OrleansArchonClient(cluster.Client);

        var started = await client.StartCrawlAsync(new CrawlRequest { Url = "https://a/" }, PrivateAccess.SeedOrigin, Token);

        Assert.Equal(CrawlId.Length, started.CrawlId!.Length);
        Assert.Equal("SeedOrigin", started.Message);
        Assert.Equal(CrawlStatus.Queued, (Journal, await client.GetCrawlAsync(_crawlId, Token)).Item2!.Status);
        await Assert.ThrowsAsync<ArchonUnavailableException>(() => client.CancelCrawlAsync(_crawlId, Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        _leaving.Dispose();
    }

    /// <summary>Reads what is in the journal and returns the wait for what comes after, once the subscription stands.</summary>
    private async Task<Task<CrawlProgress>> CatchUpAsync(long after, params long[] replayed)
    {
        _ = Journal;
        foreach (var sequence in replayed)
        {
            Assert.Equal(sequence, (await NextEventAsync(after)).Sequence);
        }

        var live = NextEventAsync(after);
        Assert.Equal(after, await Journal.NextQuestionAsync(Token));

        // The second question closes the window between the first one and the subscription.
        Assert.Equal(replayed.LastOrDefault(), await Journal.NextQuestionAsync(Token));
        return live;
    }

    private ProgressSubscription Subscription() =>
        new(cluster.Client, _crawlId, _clock, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private async Task<bool> MoveAsync(long after = 0)
    {
        _reader ??= Subscription().ReadAsync(after, _leaving.Token).GetAsyncEnumerator(_leaving.Token);
        return await _reader.MoveNextAsync();
    }

    private async Task<CrawlProgress> NextEventAsync(long after = 0)
    {
        Assert.True(await MoveAsync(after));
        return _reader!.Current;
    }

    private async Task<(long Sequence, long Coalesced)> NextAsync() => Read(await NextEventAsync());

    private async Task<List<(long Sequence, long Coalesced)>> AllAsync(long after)
    {
        var all = new List<(long, long)>();
        await foreach (var progress in Subscription().ReadAsync(after, Token))
        {
            all.Add(Read(progress));
        }

        return all;
    }

    private static (long Sequence, long Coalesced) Read(CrawlProgress progress) => (progress.Sequence, progress.Coalesced);

    /// <summary>Ends the crawl with event <paramref name="last"/> and reads up to it: every event says how many it folds, and none is missing.</summary>
    private async Task<List<CrawlProgress>> RestAsync(long previous, long last)
    {
        await PublishAsync(epoch: 1, Journal.Add(last, "done", CrawlStatus.Complete));
        var events = new List<CrawlProgress>();
        while (await MoveAsync())
        {
            events.Add(_reader!.Current);
            Assert.Equal(_reader.Current.Sequence - previous - 1, _reader.Current.Coalesced);
            previous = _reader.Current.Sequence;
        }

        Assert.Equal(last, previous);
        return events;
    }

    private Task PublishAsync(long epoch, params ImmutableArray<CrawlProgress> events)
    {
        long last;
        lock (Journal.Events)
        {
            last = Journal.Events.Count == 0 ? 0 : Journal.Events[^1].Sequence;
        }

        return Stream.OnNextAsync(new ProgressBatch { Epoch = epoch, Events = events, LastSequence = events.IsEmpty ? last : events[^1].Sequence });
    }
}
