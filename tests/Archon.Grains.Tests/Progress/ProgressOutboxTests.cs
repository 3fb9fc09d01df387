using Archon.GrainInterfaces.Crawling;
using Archon.GrainInterfaces.Progress;
using Archon.Grains.Progress;
using Archon.Grains.Tests.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archon.Grains.Tests.Progress;

public sealed class ProgressOutboxTests : IAsyncLifetime
{
    private readonly MemoryJournal _journal = new();
    private ArchonCluster _archon = null!;

    public async ValueTask InitializeAsync() => _archon = await ArchonCluster.StartAsync();

    public ValueTask DisposeAsync() => _archon.DisposeAsync();

    [Fact]
    public async Task Events_AreNumberedFromTheLastDurableOne()
    {
        var outbox = Outbox(lastSequence: 41);

        outbox.Add(Draft("one"));
        outbox.Add(Draft("two"));
        await outbox.WhenFlushed();

        Assert.Equal([42, 43], _journal.Entries.Select(entry => entry.Sequence));
        Assert.Equal(43, outbox.LastSequence);
    }

    [Fact]
    public async Task AnEventIsNotToldBeforeItIsDurable()
    {
        var outbox = Outbox();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Gate = gate.Task;

        outbox.Add(Draft("one"));

        Assert.Equal([], outbox.TryRead(0, 10)!.Value.Select(progress => progress.Sequence));
        Assert.Equal(0, outbox.LastSequence);
        gate.SetResult();
        await outbox.WhenFlushed();
        Assert.Equal([1], outbox.TryRead(0, 10)!.Value.Select(progress => progress.Sequence));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reopened_TellsWhatItHandedOverAndWhatCameMeanwhile_Once(bool isAnsweredWhileClosed)
    {
        var outbox = Outbox();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Gate = gate.Task;
        outbox.Add(Draft("on its way"));
        outbox.Add(Draft("waiting"));
        Assert.Equal([1, 2], outbox.Close().Select(progress => progress.Sequence));
        outbox.Add(Draft("meanwhile"));
        if (isAnsweredWhileClosed)
        {
            gate.SetResult();
            await outbox.WhenFlushed();
        }

        outbox.Reopen();
        gate.TrySetResult();
        await outbox.WhenFlushed();

        Assert.Equal(3, outbox.LastSequence);
        Assert.Equal([1, 2, 3], _journal.Entries.Select(entry => entry.Sequence));
        Assert.Equal(["on its way", "waiting", "meanwhile"], outbox.TryRead(0, 10)!.Value.Select(progress => progress.Log));
        Assert.Equal(["on its way", "waiting", "meanwhile"], _journal.Entries.Select(entry => JournalJson.ToProgress(entry).Log));
    }

    [Fact]
    public async Task TicksThatWait_FoldIntoOne_AndLogEntriesNever()
    {
        var outbox = Outbox();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _journal.Gate = gate.Task;
        outbox.Add(Draft("first"));

        outbox.Add(Draft(null));
        outbox.Add(Draft(null));
        outbox.Add(Draft("second"));
        outbox.Add(Draft(null));
        outbox.Add(Draft(null));
        gate.SetResult();
        await outbox.WhenFlushed();

        Assert.Equal(["first", null, "second", null], outbox.TryRead(0, 10)!.Value.Select(progress => progress.Log));
        Assert.Equal([1, 2, 3, 4], _journal.Entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task AJournalThatFails_IsAskedAgainAndLosesNothing()
    {
        _journal.Failures = 2;
        var outbox = Outbox();

        outbox.Add(Draft("one"));
        outbox.Add(Draft("two"));
        await outbox.WhenFlushed();

        Assert.Equal([1, 2], _journal.Entries.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task AJournalThatRefusesTheEpoch_SilencesTheOutbox()
    {
        _journal.Superseded = true;
        var outbox = Outbox();

        outbox.Add(Draft("one"));
        await outbox.WhenFlushed();

        Assert.True(outbox.Superseded);
        Assert.Equal(0, outbox.LastSequence);
    }

    [Fact]
    public async Task TryRead_AnswersFromMemoryOnlyWhatItStillHasWhole()
    {
        var outbox = Outbox(lastSequence: 10);
        for (var i = 0; i < 600; i++)
        {
            outbox.Add(Draft($"event {i}"));
            await outbox.WhenFlushed();
        }

        // 11 to 610 were told; memory keeps the last 512, 99 to 610.
        Assert.Null(outbox.TryRead(5, 10));
        Assert.Null(outbox.TryRead(97, 10));
        Assert.Equal(Enumerable.Range(99, 10).Select(i => (long)i), outbox.TryRead(98, 10)!.Value.Select(progress => progress.Sequence));
        Assert.Equal([610], outbox.TryRead(609, 10)!.Value.Select(progress => progress.Sequence));
        Assert.Empty(outbox.TryRead(610, 10)!.Value);
        Assert.Empty(outbox.TryRead(9_999, 10)!.Value);
    }

    [Fact]
    public void CountGaps_SaysHowManyEventsEachStandsFor()
    {
        List<long> sequences = [3, 4, 9];

        var events = sequences.Select(sequence => Draft("log") with { Sequence = sequence }).CountGaps(after: 1);

        Assert.Equal([1, 0, 4], events.Select(progress => progress.Coalesced));
    }

    private static CrawlProgress Draft(string? log) => new()
    {
        ProgressId = "c1",
        Sequence = 0,
        Timestamp = DateTimeOffset.UnixEpoch,
        Status = CrawlStatus.Crawling,
        Percentage = 1,
        Log = log,
    };

    private ProgressOutbox Outbox(long lastSequence = 0)
    {
        var stream = _archon.Cluster.Client.GetStreamProvider(ProgressStreams.Provider).GetStream<ProgressBatch>(StreamId.Create(ProgressStreams.Namespace, "c1"));
        return new ProgressOutbox("c1", epoch: 1, lastSequence, percentage: 0, _journal, stream, TimeProvider.System, NullLogger.Instance);
    }
}
