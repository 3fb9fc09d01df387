using System.Collections.Immutable;
using Archon.Client.Progress;
using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Streams;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>A test with one crawl's scripted journal and stream, and one reader of its progress.</summary>
public abstract class ProgressSubscriptionTest(StreamingCluster cluster) : IAsyncDisposable
{
    private readonly string _crawlId = CrawlId.New();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected TimerClock Clock { get; } = new();

    /// <summary>Cancelled when the reader leaves.</summary>
    private protected CancellationTokenSource Leaving { get; } = CancellationTokenSource.CreateLinkedTokenSource(Token);

    /// <summary>The reader; null before it has asked for an event.</summary>
    private protected IAsyncEnumerator<CrawlProgress>? Reader { get; private set; }

    private protected JournalScript Journal => ScriptedCrawlGrain.Scripts.GetOrAdd(_crawlId, id => new JournalScript(id));

    private protected IAsyncStream<ProgressBatch> Stream => cluster.Client.GetStreamProvider(ProgressStreams.Provider)
        .GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, _crawlId));

    public async ValueTask DisposeAsync()
    {
        await Leaving.CancelAsync();
        Leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what is in the journal and returns the wait for what comes after, once the subscription stands.</summary>
    private protected async Task<Task<CrawlProgress>> CatchUpAsync(long after, params long[] replayed)
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

    private protected ProgressSubscription Subscription() =>
        new(cluster.Client, _crawlId, Clock, NullLogger.Instance);

    private protected async Task<bool> MoveAsync(long after = 0)
    {
        Reader ??= Subscription().ReadAsync(after, Leaving.Token).GetAsyncEnumerator(Leaving.Token);
        return await Reader.MoveNextAsync();
    }

    private protected async Task<CrawlProgress> NextEventAsync(long after = 0)
    {
        Assert.True(await MoveAsync(after));
        return Reader!.Current;
    }

    private protected async Task<(long Sequence, long Coalesced)> NextAsync() => Read(await NextEventAsync());

    private protected static (long Sequence, long Coalesced) Read(CrawlProgress progress) => (progress.Sequence, progress.Coalesced);

    private protected Task PublishAsync(long epoch, params ImmutableArray<CrawlProgress> events)
    {
        long last;
        lock (Journal.Events)
        {
            last = Journal.Events.Count == 0 ? 0 : Journal.Events[^1].Sequence;
        }

        return Stream.OnNextAsync(new ProgressBatch { Epoch = epoch, Events = events, LastSequence = events.IsEmpty ? last : events[^1].Sequence });
    }
}
