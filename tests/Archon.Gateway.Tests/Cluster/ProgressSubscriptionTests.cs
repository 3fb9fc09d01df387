using Archon.Client.Progress;
using Archon.GrainInterfaces.Crawling;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>One crawl's progress from its journal and its stream.</summary>
public sealed class ProgressSubscriptionTests(StreamingCluster cluster) : ProgressSubscriptionTest(cluster)
{
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
        await Clock.PassAsync(ProgressSubscription.Silence, Token);

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

        await Clock.PassAsync(ProgressSubscription.Silence, Token);
        Assert.Equal(1, await Journal.NextQuestionAsync(Token));
        await Clock.PassAsync(ProgressSubscription.Silence, Token);
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
        await Clock.PassAsync(TimeSpan.FromMilliseconds(100), Token);
        await Clock.PassAsync(TimeSpan.FromMilliseconds(200), Token);

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

        await Leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => live);
        await Reader!.DisposeAsync();

        Assert.Empty(await Stream.GetAllSubscriptionHandles());
    }

    private async Task<List<(long Sequence, long Coalesced)>> AllAsync(long after)
    {
        var all = new List<(long, long)>();
        await foreach (var progress in Subscription().ReadAsync(after, Token))
        {
            all.Add(Read(progress));
        }

        return all;
    }
}
