using System.Collections.Immutable;
using Archon.GrainInterfaces.Progress;
using Archon.Ports.Storage;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Archon.Grains.Progress;

/// <summary>
/// A crawl's events on their way out: numbered, made durable in the journal, and only then published to the stream. Lives
/// in the turns of one activation; one epoch writes.
/// </summary>
internal sealed partial class ProgressOutbox(
    string crawlId,
    long epoch,
    long lastSequence,
    double percentage,
    IProgressJournal journal,
    IAsyncStream<ProgressBatch> stream,
    TimeProvider clock,
    ILogger logger)
{
    private const int RingLength = 512;
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Queue<CrawlProgress> _ring = new();
    private readonly List<CrawlProgress> _pending = [];
    private ImmutableArray<CrawlProgress> _underWay = [];
    private int _sending;
    private bool _closed;
    private Task _flush = Task.CompletedTask;
    private Task _publication = Task.CompletedTask;

    /// <summary>Number of the newest durable event.</summary>
    public long LastSequence { get; private set; } = lastSequence;

    /// <summary>What the newest durable event told; nobody may be told less before the crawl's end.</summary>
    public double Percentage { get; private set; } = percentage;

    /// <summary>When something was last published.</summary>
    public DateTimeOffset LastPublished { get; private set; } = clock.GetUtcNow();

    /// <summary>Set when the journal refuses this epoch: another activation owns the crawl, or it has ended.</summary>
    public bool Superseded { get; private set; }

    /// <summary>
    /// Adds an event; its number is given when its turn comes. A tick that still waits is replaced by the newer one. Once closed, what is added
    /// waits for a <see cref="Reopen"/>: its number belongs to the last event.
    /// </summary>
    public void Add(CrawlProgress draft)
    {
        if (_pending.Count > 0 && _pending[^1].IsTick && draft.IsTick)
        {
            _pending.RemoveAt(_pending.Count - 1);
        }

        _pending.Add(draft);
        FlushSoon();
    }

    /// <summary>Completes when everything added so far is durable, or never will be.</summary>
    public Task WhenFlushed() => _flush;

    /// <summary>
    /// Takes no more events and hands over, numbered, those of which it is not known whether they are durable: whoever closes makes them
    /// durable together with the last one.
    /// </summary>
    public ImmutableArray<CrawlProgress> Close()
    {
        _closed = true;
        _underWay = [.. _underWay, .. Number(_pending, _underWay.IsEmpty ? LastSequence : _underWay[^1].Sequence)];
        _pending.Clear();
        return _underWay;
    }

    /// <summary>
    /// Takes events again, since the last one was taken back. What was handed over is told once more, in the same order and so under the same
    /// numbers: the journal keeps what it has.
    /// </summary>
    public void Reopen()
    {
        _closed = false;

        // What is on its way to the journal is told by whoever sent it.
        var sent = _flush.IsCompleted ? 0 : _sending;
        _pending.InsertRange(0, _underWay.Skip(sent));
        _underWay = _underWay[..sent];
        FlushSoon();
    }

    /// <summary>Publishes what was handed over by <see cref="Close"/> and the last event, now that the store has made them durable.</summary>
    public Task PublishLastAsync(CrawlProgress last)
    {
        ImmutableArray<CrawlProgress> events = [.. _underWay, last];
        foreach (var progress in events)
        {
            Remember(progress);
        }

        _underWay = [];
        return PublishNextAsync(events);
    }

    /// <summary>Says that the crawl is alive while nothing happens.</summary>
    public Task HeartbeatAsync() => _publication.IsCompleted ? PublishNextAsync([]) : Task.CompletedTask;

    /// <summary>The events above <paramref name="after"/> when memory still has all of them, else null.</summary>
    public ImmutableArray<CrawlProgress>? TryRead(long after, int limit)
    {
        if (after >= LastSequence)
        {
            return [];
        }

        return _ring.TryPeek(out var oldest) && oldest.Sequence <= after + 1
            ? [.. _ring.Where(progress => progress.Sequence > after).Take(limit)]
            : null;
    }

    private void FlushSoon()
    {
        if (!_closed && _pending.Count > 0 && _flush.IsCompleted)
        {
            _flush = FlushAsync();
        }
    }

    private async Task FlushAsync()
    {
        var pause = TimeSpan.FromMilliseconds(100);
        while (_pending.Count > 0 && !Superseded && !_closed)
        {
            var batch = _underWay = Number(_pending, LastSequence);
            _sending = batch.Length;
            _pending.Clear();
            while (!_closed)
            {
                try
                {
                    var appended = await journal.AppendJournalAsync(crawlId, epoch, [.. batch.Select(JournalJson.ToEntry)], CancellationToken.None);
                    Superseded = !appended && !_closed;
                    break;
                }
                catch (Exception exception)
                {
                    // The store may be away for a minute; the events wait, and ticks fold while they do.
                    LogNotDurable(exception, crawlId, pause);
                    await Task.Delay(pause, clock);
                    pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                }
            }

            if (_closed || Superseded)
            {
                // Whoever has closed writes them, or has written them already.
                return;
            }

            _underWay = [];
            _sending = 0;
            foreach (var progress in batch)
            {
                Remember(progress);
            }

            // Who waits for the journal does not wait for the stream; two publications are on their way at a time at most.
            var before = _publication;
            _ = PublishNextAsync(batch);
            await before;
        }
    }

    private static ImmutableArray<CrawlProgress> Number(IEnumerable<CrawlProgress> drafts, long after) =>
        [.. drafts.Select((draft, i) => draft with { Sequence = after + 1 + i })];

    private void Remember(CrawlProgress progress)
    {
        LastSequence = progress.Sequence;
        Percentage = progress.Percentage;
        _ring.Enqueue(progress);
        if (_ring.Count > RingLength)
        {
            _ring.Dequeue();
        }
    }

    private Task PublishNextAsync(ImmutableArray<CrawlProgress> events) => _publication = PublishAsync(_publication, events);

    private async Task PublishAsync(Task before, ImmutableArray<CrawlProgress> events)
    {
        // Taken before the wait: a later event may be durable by then, and a reader that is told of it would look for a gap.
        var last = LastSequence;
        await before;
        LastPublished = clock.GetUtcNow();
        try
        {
            await stream.OnNextAsync(new ProgressBatch { Epoch = epoch, Events = events, LastSequence = last });
        }
        catch (Exception exception)
        {
            // A full queue or a lost silo: subscribers see the gap and read the journal.
            LogNotPublished(exception, crawlId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Progress of crawl {CrawlId} is not durable yet; trying again in {Pause}")]
    private partial void LogNotDurable(Exception exception, string crawlId, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Progress of crawl {CrawlId} was not published; the journal has it")]
    private partial void LogNotPublished(Exception exception, string crawlId);
}
