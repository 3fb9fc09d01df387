using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;

namespace Archon.Gateway.Tests.Cluster;

/// <summary>A reader that is away while events come: it loses ticks, and nothing else.</summary>
public sealed class SlowReaderTests(StreamingCluster cluster) : ProgressSubscriptionTest(cluster)
{
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

    /// <summary>Ends the crawl with event <paramref name="last"/> and reads up to it: every event says how many it folds, and none is missing.</summary>
    private async Task<List<CrawlProgress>> RestAsync(long previous, long last)
    {
        await PublishAsync(epoch: 1, Journal.Add(last, "done", CrawlStatus.Complete));
        var events = new List<CrawlProgress>();
        while (await MoveAsync())
        {
            events.Add(Reader!.Current);
            Assert.Equal(Reader.Current.Sequence - previous - 1, Reader.Current.Coalesced);
            previous = Reader.Current.Sequence;
        }

        Assert.Equal(last, previous);
        return events;
    }
}
